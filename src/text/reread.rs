//! For editors, which hand over text and not bytes: an editor that read a file in the wrong encoding has
//! put U+FFFD where it could read nothing, and only the bytes on disk know what stood there.

use std::collections::HashSet;

use super::decode::{Decoded, decode};

/// What the file on disk really says, when the open text lost characters in reading it. Nothing when
/// nothing was lost, when the file has lost them too, or when it is no longer the file that was opened.
pub fn reread(open: &str, disk: &[u8]) -> Option<Decoded> {
    if !open.contains(char::REPLACEMENT_CHARACTER) || !was_read_from(open, disk) {
        return None;
    }
    let decoded = decode(disk, None).ok()?;
    let lost = |text: &str| text.matches(char::REPLACEMENT_CHARACTER).count();
    (lost(&decoded.text) < lost(open)).then_some(decoded)
}

/// Most lines with a loss stand in the file just so when it is read as UTF-8.
fn was_read_from(open: &str, disk: &[u8]) -> bool {
    let read = String::from_utf8_lossy(disk);
    let known: HashSet<&str> = read.lines().collect();
    let damaged = open.lines().filter(|line| line.contains(char::REPLACEMENT_CHARACTER));
    let (mut all, mut same) = (0usize, 0usize);
    for line in damaged {
        all += 1;
        same += usize::from(known.contains(line));
    }
    same * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_on_disk_know_what_was_lost() {
        let text = "第一行是旧文件。\n第二行也是旧文件。\n";
        let (bytes, _, _) = encoding_rs::GB18030.encode(text);
        let open = String::from_utf8_lossy(&bytes).into_owned();
        let decoded = reread(&open, &bytes).expect("the file knows");
        assert_eq!((decoded.text.as_str(), decoded.source.encoding), (text, "gb18030"));
        let edited = open.replacen('\n', "\nedited meanwhile\n", 1);
        assert!(reread(&edited, &bytes).is_some());
    }

    #[test]
    fn it_is_asked_only_where_something_was_lost_in_reading() {
        let lost = "三方将分别发\u{FFFD}挥优势";
        assert!(reread(lost, lost.as_bytes()).is_none(), "the file has lost it too");
        assert!(reread("无事", "无事".as_bytes()).is_none());
        let (other, _, _) = encoding_rs::GB18030.encode("另一个文件");
        assert!(reread(lost, &other).is_none(), "another file");
    }
}
