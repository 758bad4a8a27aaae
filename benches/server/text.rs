//! Articles made of words, so that they are of any size and say nothing twice; and fast edits of them.

use serde_json::{Value, json};

use crate::oracle::Dice;

const WORDS: &[&str] = &[
    "系统",
    "网络",
    "工程师",
    "代码",
    "部署",
    "测试",
    "接口",
    "文档",
    "缓存",
    "队列",
    "日志",
    "监控",
    "版本",
    "分支",
    "集群",
    "节点",
    "容器",
    "镜像",
    "服务",
    "请求",
    "团队",
    "流程",
    "设计",
    "实现",
    "维护",
    "读者",
    "编辑",
    "文章",
    "需要",
    "可以",
    "应该",
    "已经",
    "开始",
    "继续",
    "检查",
    "说明",
    "整理",
    "发布",
    "比较",
    "讨论",
    "并且",
    "因此",
    "之后",
    "以前",
    "同时",
    "其中",
    "这些",
    "那些",
    "新的",
    "旧的",
];

/// About `size` bytes of paragraphs, with so many misspelt names spread over them.
pub fn article(size: usize, places: usize) -> String {
    let mut dice = Dice::new(size as u64);
    let mut text = String::with_capacity(size + 200);
    let mut put = 0;
    while text.len() < size {
        for _ in 0..3 {
            for _ in 0..12 {
                text.push_str(dice.of(WORDS));
            }
            text.push('，');
            if put < places && text.len() * places >= put * size {
                text.push_str("写在 Github 上，");
                put += 1;
            }
            for _ in 0..8 {
                text.push_str(dice.of(WORDS));
            }
            text.push('。');
        }
        text.push_str("\n\n");
    }
    text
}

/// A text as its lines, so that an edit of one costs no look at all others.
pub struct Lines(Vec<String>);

impl Lines {
    pub fn new(text: &str) -> Self {
        Self(text.split('\n').map(str::to_owned).collect())
    }

    pub fn text(&self) -> String {
        self.0.join("\n")
    }

    /// Makes an edit; the change in UTF-16 units.
    pub fn edit(&mut self, dice: &mut Dice) -> Value {
        let at = dice.below(self.0.len());
        let line = &mut self.0[at];
        let start = dice.boundary(line);
        let mut end = if dice.below(3) == 0 { (start + 1 + dice.below(6)).min(line.len()) } else { start };
        while !line.is_char_boundary(end) {
            end += 1;
        }
        let new = dice.of(&["好", "😀", "a", "后", "\n", "𠮷面", "，", "Github", ""]);
        let units = |text: &str| text.encode_utf16().count();
        let place = |column: usize| json!({"line": at, "character": column});
        let range = json!({"start": place(units(&line[..start])), "end": place(units(&line[..end]))});
        line.replace_range(start..end, new);
        if let Some((head, tail)) = line.split_once('\n').map(|(h, t)| (h.to_owned(), t.to_owned())) {
            self.0[at] = head;
            self.0.insert(at + 1, tail);
        }
        json!({"range": range, "text": new})
    }
}
