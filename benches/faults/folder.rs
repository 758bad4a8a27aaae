//! A generated archive, and the folder it is written into and compared with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Count;
use super::random::Random;

pub type Archive = BTreeMap<PathBuf, Vec<u8>>;

const SENTENCES: [&str; 6] = [
    "团队在 Github 上发布了代码,欢迎下载,也欢迎大家提意见。",
    "本周,云计算大会公布了新一代处理器,价格也降了不少。",
    "这次升级改了三处:内存、网络和存储,文档里都有说明。",
    "大家改用 WhatsAPP 联系,群里每天都有新消息。",
    "会上有人问,为什么延迟还是这么高?没有人回答。",
    "没有问题的一段，标点和名称都照规矩写。",
];

/// Articles of many sizes in some folders, some in GB18030, some with a byte order mark.
pub fn archive(random: &mut Random) -> Archive {
    let article = |i: usize, random: &mut Random| {
        let lines = 1 + random.below(60) * random.below(8);
        let text: String = (0..lines).map(|_| format!("{}\n\n", SENTENCES[random.below(SENTENCES.len())])).collect();
        let bytes = match i % 10 {
            0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
            1 => format!("\u{feff}{text}").into_bytes(),
            _ => text.into_bytes(),
        };
        (PathBuf::from(format!("卷{}/文章{i}.md", i % 7)), bytes)
    };
    (0..160).map(|i| article(i, random)).collect()
}

pub fn kb(archive: &Archive) -> usize {
    archive.values().map(Vec::len).sum::<usize>() / 1024
}

pub struct Folder {
    path: PathBuf,
    _own: Option<tempfile::TempDir>,
}

impl Folder {
    pub fn new(archive: &Archive) -> Self {
        let own = tempfile::tempdir().expect("a folder");
        let mut folder = Self::within(own.path(), archive);
        folder._own = Some(own);
        folder
    }

    pub fn within(path: &Path, archive: &Archive) -> Self {
        for (name, bytes) in archive {
            let path = path.join(name);
            fs::create_dir_all(path.parent().expect("inside")).expect("written");
            fs::write(path, bytes).expect("written");
        }
        Self { path: path.to_owned(), _own: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Every file must be there, as it was or as it is to be.
    pub fn compare(&self, before: &Archive, after: &Archive, count: &mut Count) {
        for (name, old) in before {
            match fs::read(self.path.join(name)) {
                Ok(there) if there == *old || Some(&there) == after.get(name) => {}
                Ok(_) => count.damaged += 1,
                Err(_) => count.lost += 1,
            }
        }
    }

    /// Files that are none of the archive's.
    pub fn strangers(&self, archive: &Archive) -> usize {
        let mut folders = vec![self.path.clone()];
        let mut found = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&self.path).map(Path::to_owned).unwrap_or(path);
                    found += usize::from(!archive.contains_key(&name));
                }
            }
        }
        found
    }
}
