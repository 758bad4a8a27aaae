//! Settings as people write them: `jiaodui.toml`, found upward from the article.
