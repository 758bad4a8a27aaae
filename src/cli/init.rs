//! `jiaodui init`: a configuration file to start from, in which nothing is in force yet.

use std::fs::OpenOptions;
use std::io::{self, Write as _};

use super::args::InitArgs;
use super::{Status, Stop, locale};
use crate::config::FILE_NAME;
use crate::message::Lang;
use crate::pages::phrase;

const TEMPLATE: &str = include_str!("init.toml");

pub fn run(args: &InitArgs) -> Result<Status, Stop> {
    let lang = args.lang.map_or_else(locale::lang, Lang::from);
    let path = args.folder.join(FILE_NAME);
    let said = |key| phrase(key, lang).replace("{path}", &path.display().to_string());
    let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(Stop::Usage(said("cli.init.exists"))),
        Err(e) => return Err(Stop::Usage(format!("{}: {e}", path.display()))),
    };
    file.write_all(TEMPLATE.as_bytes())?;
    writeln!(io::stdout(), "{}", said("cli.init.done"))?;
    Ok(Status::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PartialConfig;

    #[test]
    fn every_example_in_the_template_is_valid() {
        assert!(PartialConfig::parse(TEMPLATE).is_ok());
        let all: String = TEMPLATE.lines().map(|l| l.strip_prefix("# = ").unwrap_or(l).to_owned() + "\n").collect();
        let config = PartialConfig::parse(&all).expect("valid");
        assert!(config.region.is_some() && config.exclude.is_some() && config.figures.genre.is_some());
    }
}
