//! Everything the server knows, owned by the worker. Here: the state, and which part of the server answers what.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;

use super::Options;
use super::abilities::Abilities;
use super::asked::Asked;
use super::convert::Eyes;
use super::everywhere::EVERYWHERE;
use super::library::Library;
use super::life::Life;
use super::mailbox::{Mailbox, Message, Reply};
use super::message::{Ask, Tell};
use super::open::Open;
use super::outbox::Outbox;
use super::paper::is_paper;
use super::scopes::Scopes;
use super::settings::Preferences;
use super::uri;
use super::workspace::Job;
use crate::config::ConfigFault;
use crate::engine::Desk;
use crate::message::Lang;
use crate::text::PositionEncoding;

/// How diagnostics reach the client: one way a session, or it would show each twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Push,
    Pull,
}

/// A judged document, for whoever answers a question about it.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    pub open: &'a Open,
    pub desk: &'a Desk,
    pub eyes: Eyes<'a>,
}

#[derive(Debug)]
pub struct Session {
    pub(super) options: Options,
    pub(super) abilities: Abilities,
    pub(super) encoding: PositionEncoding,
    pub(super) mode: Mode,
    /// As set at the start.
    pub(super) initial: Preferences,
    /// As in force, for the session and for folders, with the configurations under them.
    pub(super) scopes: Scopes,
    /// The pages of the rules.
    pub(super) library: Library,
    /// The client's locale.
    pub(super) locale: Option<Lang>,
    pub(super) documents: BTreeMap<String, Open>,
    /// Open documents that are no articles, which nothing of articles may touch.
    pub(super) papers: BTreeMap<String, Open>,
    pub(super) folders: Vec<PathBuf>,
    pub(super) outbox: Outbox,
    pub(super) mailbox: Arc<Mailbox>,
    pub(super) life: Arc<Life>,
    pub(super) asked: Asked,
    /// The faults of configuration files that the client has been shown.
    pub(super) faults: BTreeMap<PathBuf, ConfigFault>,
    /// Checks of the whole workspace, the oldest first.
    pub(super) jobs: VecDeque<Job>,
    /// Files that are not open and have diagnostics in the editor.
    pub(super) pushed: BTreeSet<String>,
    /// Answers that wait for the client to make the edits they tell of.
    pub(super) repaired: BTreeMap<i64, (Reply, Value)>,
}

impl Session {
    pub fn new(options: Options, outbox: Outbox, mailbox: Arc<Mailbox>, life: Arc<Life>) -> Self {
        Self {
            options,
            abilities: Abilities::default(),
            encoding: PositionEncoding::default(),
            mode: Mode::default(),
            initial: Preferences::default(),
            scopes: Scopes::default(),
            library: Library::default(),
            locale: None,
            documents: BTreeMap::new(),
            papers: BTreeMap::new(),
            folders: Vec::new(),
            outbox,
            mailbox,
            life,
            asked: Asked::default(),
            faults: BTreeMap::new(),
            jobs: VecDeque::new(),
            pushed: BTreeSet::new(),
            repaired: BTreeMap::new(),
        }
    }

    pub fn handle(&mut self, message: Message, now: Instant) {
        match message {
            Message::Tell(tell) => self.told(tell, now),
            Message::Ask(_, reply) if reply.is_cancelled() => {}
            Message::Ask(ask, reply) => self.asked(ask, reply),
            Message::Answer { id, result } => self.answered(id, result, now),
            Message::Garbled { method, uri, why } => self.garbled(&method, uri.as_deref(), &why),
        }
    }

    fn told(&mut self, tell: Tell, now: Instant) {
        match tell {
            Tell::Initialized => self.initialized(),
            Tell::Open(p) if is_paper(&p.text_document) => self.open_paper(p.text_document, now),
            Tell::Open(p) => self.open(p.text_document, now),
            Tell::Change(p) => self.change(p, now),
            Tell::Save(p) => self.save(&p.text_document.uri, now),
            Tell::Close(p) => self.close(&p.text_document.uri),
            Tell::Configuration(p) => self.configure(&p.settings, now),
            Tell::Files => self.reload(now),
            Tell::Folders(p) => self.change_folders(&p.event, now),
            Tell::CancelProgress(p) => self.cancel_progress(&p),
            #[cfg(debug_assertions)]
            Tell::Panic(_) => panic!("asked for by a test"),
        }
    }

    fn asked(&mut self, ask: Ask, reply: Reply) {
        let result = match ask {
            Ask::Initialize(p) => Ok(self.initialize(&p)),
            Ask::Shutdown => Ok(Value::Null),
            Ask::Hover(p) => Ok(self.hover(&p)),
            Ask::Actions(p) => Ok(self.actions(&p)),
            Ask::Resolve(action) => self.resolve(action),
            Ask::Command(p) if p.command == EVERYWHERE => return self.fix_everywhere(reply),
            Ask::Command(p) => self.command(&p),
            Ask::Formatting(p) => Ok(self.format(&p)),
            Ask::Completion(p) => Ok(self.complete(&p)),
            Ask::Pull(p) => Ok(self.pull(&p)),
            Ask::PullWorkspace(p) => return self.pull_workspace(p, reply),
            #[cfg(debug_assertions)]
            Ask::Text(p) => {
                let text = self.held_mut(&p.text_document.uri).and_then(|open| open.text());
                Ok(text.map_or(Value::Null, |text| text.to_string().into()))
            }
        };
        reply.send(result);
    }

    /// The language of messages about a document of this configuration.
    pub(super) fn lang(&self, configured: Option<Lang>) -> Lang {
        configured.or(self.locale).unwrap_or(self.options.lang)
    }

    /// A document as the client sees it; nothing when it is not open or out of step.
    pub(super) fn eyes<'a>(&'a self, open: &'a Open) -> Option<Eyes<'a>> {
        let (uri, lang) = (open.uri.as_str(), open.lang);
        let (encoding, abilities, library) = (self.encoding, &self.abilities, &self.library);
        open.text().map(|text| Eyes { uri, text, encoding, lang, abilities, library })
    }

    /// Brings what the engine says of a document up to its text; nothing when there is nothing to say of it.
    pub(super) fn judged(&mut self, uri: &str) -> Option<()> {
        let open = self.documents.get_mut(uri)?;
        (open.misread().is_none() && open.judge()).then_some(())
    }

    /// A document that was judged, what was said of it, and how its client sees it.
    pub(super) fn look(&self, uri: &str) -> Option<Look<'_>> {
        let open = self.documents.get(uri)?;
        Some(Look { open, desk: open.known()?, eyes: self.eyes(open)? })
    }

    /// Where the configuration of a document is looked for: beside it, or in the first folder of the workspace.
    pub(super) fn home(&self, document: &str) -> PathBuf {
        let path = uri::to_path(document).or_else(|| self.folders.first().cloned());
        path.unwrap_or_else(|| PathBuf::from("."))
    }
}
