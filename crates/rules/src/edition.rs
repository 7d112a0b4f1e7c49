//! An edition: a rule pack after building, checked and lowered. One programme in one fiscal year.
//!
//! Names are indices, tags are sets. Conditions and steps are in an order in which each needs only earlier ones.
//! [`crate::evaluate`] relies on all of this; the `pack` crate checks it.

mod inputs;
mod kinds;
mod over_lines;
mod self_check;

pub use inputs::condition_needs;
pub use kinds::each_kind;
use serde::{Deserialize, Serialize};

pub use self::over_lines::{Best, Row, Spread};
pub use self::self_check::{DateRule, Deadline, Document, Group, Requirement, StaffRole, Staffing, Stage};
use crate::date::Date;
use crate::exact::{Direction, Exact};
use crate::mistake::Sealed;
use crate::range::Range;

/// A set of at most 128 options of a question, option `n` as bit `n`. For a yes/no question: bit 0 no, bit 1 yes.
pub type OptionSet = u128;
/// A set of at most 64 kinds of cost.
pub type KindSet = u64;
/// The position of a condition in [`Edition::conditions`].
pub type ConditionIx = u16;
/// The position of a step in [`Edition::steps`].
pub type StepIx = u16;
/// The readings and the menu that a value depends on: bit `n` for reading `n`, [`VARIES_WITH_MENU`] for the menu.
pub type Varies = u32;
/// The bit of [`Varies`] for the menu of routes.
pub const VARIES_WITH_MENU: Varies = 1 << 31;

/// One programme, one edition.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Name, source and state.
    pub about: About,
    /// Groups of questions on the page.
    pub sections: Vec<Section>,
    /// About the applicant.
    pub questions: Vec<Question>,
    /// About one line of a quote.
    pub item_questions: Vec<Question>,
    /// Headings of the list of kinds.
    pub kind_groups: Vec<String>,
    /// What can be bought; at most 64.
    pub kinds: Vec<Kind>,
    /// Conditions that exclude a line of any kind.
    pub drops: Vec<Need>,
    /// Figures by bands of a number.
    pub tables: Vec<Table>,
    /// Ambiguities of the text.
    pub readings: Vec<Reading>,
    /// The routes, where the programme has more than one.
    pub menu: Option<Menu>,
    /// Those with a name first, then their parts.
    pub conditions: Vec<Condition>,
    /// In the order of the pack.
    pub steps: Vec<Step>,
    /// The order in which conditions with a value of their own and steps are evaluated.
    pub order: Vec<Turn>,
    /// How many columns (one value a line) the steps need.
    pub columns: u16,
    /// How many columns of truth the conditions need.
    pub truth_columns: u16,
    /// The parts that make up the amount.
    pub categories: Vec<Category>,
    /// The steps that the result is drawn from.
    pub plan: Plan,
    /// Warnings where the text is silent.
    pub notes: Vec<Note>,
    /// Duties and conditions; some decide the verdict.
    pub requirements: Vec<Requirement>,
    /// Papers of the application, the report and changes.
    pub documents: Vec<Document>,
    /// Days by which something is due.
    pub deadlines: Vec<Deadline>,
    /// The days that each date may have.
    pub date_rules: Vec<DateRule>,
    /// The table of staff and its two questions.
    pub staffing: Option<Staffing>,
    /// Usual mistakes, still closed.
    pub mistakes: Sealed,
}

/// Name, source and state of an edition.
#[derive(Clone, Debug)]
pub struct About {
    /// The public id.
    pub id: String,
    /// The prefecture's name.
    pub prefecture: String,
    /// The official title of the programme.
    pub title: String,
    /// A short name for lists.
    pub name: String,
    /// The prefecture's own domain, where the pack names it.
    pub domain: Option<String>,
    /// The fiscal year (年度) that begins on 1 April of this year.
    pub fiscal_year: u16,
    /// As written in the pack; the state on a day may differ.
    pub status: Status,
    /// The date of the official text.
    pub as_of: Date,
    /// The day after which the rules count as unconfirmed.
    pub valid_until: Date,
    /// First and last day for applications, where the text has them.
    pub reception: Option<(Date, Date)>,
    /// When it was last compared with the text.
    pub checked_on: Date,
    /// By whom it was compared.
    pub checked_by: Checker,
    /// The rate in words, for the overview.
    pub rate: String,
    /// The highest amounts in words, for the overview.
    pub ceilings: Vec<String>,
    /// Rules that the pack leaves out, in words.
    pub not_covered: Vec<String>,
    /// What the programme calls its ceiling.
    pub ceiling_term: String,
    /// Whether the cost is counted with consumption tax.
    pub counts_tax: bool,
    /// `sha256:` and the digest of the pack's source.
    pub hash: String,
}

/// The state of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// 案（未施行）
    Draft,
    /// Published, not open yet.
    Announced,
    /// 受付中
    Open,
    /// 受付終了
    Closed,
    /// Replaced by a newer edition.
    Superseded,
}

/// Who compared a pack with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Checker {
    /// The makers of this calculator.
    Project,
    /// The prefecture itself.
    Prefecture,
}

/// A part of the page.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// One sentence under the heading; may be empty.
    pub help: String,
    /// Whether it is asked for the self-check, not for the amount.
    pub check: bool,
}

/// A question about the applicant or about a line.
#[derive(Clone, Debug)]
pub struct Question {
    /// The public id.
    pub id: String,
    /// The question.
    pub label: String,
    /// How to answer it.
    pub help: String,
    /// The clause it comes from; empty where there is none.
    pub cite: String,
    /// Position in [`Edition::sections`].
    pub section: u8,
    /// The sort of answer.
    pub kind: AnswerKind,
    /// The default.
    pub absent: Absent,
    /// Whether "I don't know" counts as no answer.
    pub null_is_absent: bool,
    /// For a question about a line: only for lines of these kinds.
    pub kinds: KindSet,
    /// The reason shown where it cannot matter.
    pub moot: String,
}

/// The sort of answer that a question takes.
#[derive(Clone, Debug)]
pub enum AnswerKind {
    /// Yes or no.
    Truth,
    /// One of several.
    Choice(Vec<Choice>),
    /// A number.
    Number {
        /// Whether it may have decimals; then it is written as a string.
        decimal: bool,
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
        /// Unit behind the number: 人, 円, か所.
        unit: String,
        /// The words for "there is no such number", where that is an answer.
        none: Option<String>,
    },
    /// Other lines of the quote.
    Lines,
}

/// One of several answers.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The public id.
    pub id: String,
    /// Its words.
    pub label: String,
    /// A heading over a run of choices; may be empty.
    pub group: String,
}

/// What an absent answer stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Unknown.
    Unknown,
    /// One of the options.
    Option(u8),
    /// A number.
    Number(Exact),
    /// "There is no such number".
    None,
    /// No line.
    NoLines,
}

/// A kind of cost.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The public id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Position in [`Edition::kind_groups`].
    pub group: u8,
    /// Names on quotes; see [`Example::of`].
    pub examples: Vec<String>,
    /// If every need holds and no drop does.
    pub outcome: Outcome,
    /// Why, in one sentence.
    pub reason: String,
    /// The clause.
    pub cite: String,
    /// Conditions for counting it.
    pub needs: Vec<Need>,
    /// Its figures, in the order of the pack's figure names.
    pub figures: Vec<Exact>,
    /// Whether a line is one unit, whatever its quantity.
    pub whole_line: bool,
}

/// How strictly an example names its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example<'e> {
    /// A thing of this name is of the kind.
    Name(&'e str),
    /// It probably is: the text ends in など, which is removed.
    Hint(&'e str),
    /// Anything used for this could be of the kind: the text ends in 用.
    Use(&'e str),
}

impl<'e> Example<'e> {
    /// Reads an example of a pack.
    #[must_use]
    pub fn of(text: &'e str) -> Self {
        match text.strip_suffix("など") {
            Some(hint) => Self::Hint(hint),
            None if text.ends_with('用') && !text.ends_with("費用") => Self::Use(text),
            None => Self::Name(text),
        }
    }
}

/// Whether a kind of cost counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 対象
    Counted,
    /// 対象外
    Excluded,
    /// 要確認: not counted.
    NeedsConfirmation,
}

/// A condition whose failing takes a line out, with the reason.
#[derive(Clone, Debug)]
pub struct Need {
    /// Must hold, for a need; must not hold, for a drop.
    pub when: ConditionIx,
    /// Whether it can only be judged after the steps.
    pub late: bool,
    /// Why the line is out, in one sentence.
    pub reason: String,
    /// How the line could count after all; may be empty.
    pub remedy: String,
    /// The clause.
    pub cite: String,
}

/// Bands of a whole number without gaps, each with a figure.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub label: String,
    /// Unit behind the number.
    pub unit: String,
    /// First number of each band, rising, and its figure. The last band has no end.
    pub bands: Vec<(i64, Exact)>,
    /// Why a number below the first band cannot be computed.
    pub below: String,
    /// The clause.
    pub cite: String,
}

/// A place where the text can be read in more than one way.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The public id.
    pub id: String,
    /// What is unclear.
    pub question: String,
    /// The first is the default.
    pub options: Vec<Choice>,
    /// The clause.
    pub cite: String,
}

/// Routes of which the applicant takes one.
#[derive(Clone, Debug)]
pub struct Menu {
    /// The question that chooses; absent means the better. Its options are the routes, in order.
    pub question: u16,
    /// For each route: when it exists; `None` if always. The first always exists.
    pub exists: Vec<Option<ConditionIx>>,
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The form of the condition.
    pub test: Test,
    /// Where a named condition keeps its value.
    pub slot: Slot,
    /// The readings and the menu that it depends on.
    pub varies: Varies,
}

/// Where a condition's value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Nowhere: it is tested in place.
    Inline,
    /// One value.
    Scalar,
    /// One value a line, in this column.
    Column(u16),
}

/// What a condition tests.
#[derive(Clone, Debug)]
pub enum Test {
    /// Every one of them holds.
    All(Vec<ConditionIx>),
    /// At least one of them holds.
    Any(Vec<ConditionIx>),
    /// It does not hold.
    Not(ConditionIx),
    /// The answer is among these options.
    Among(u16, OptionSet),
    /// The answer about the line is among these options.
    ItemAmong(u16, OptionSet),
    /// The answer is "there is no such number".
    NoNumber(u16),
    /// The line is of one of these kinds.
    Kind(KindSet),
    /// The line is counted.
    Counted,
    /// The line is charged by the month.
    Monthly,
    /// This reading is taken in this way.
    Reading(u8, u8),
    /// This route is taken.
    Route(u8),
    /// The step's value is at least this.
    AtLeast(StepIx, Exact),
    /// The step's value is more than nothing.
    Positive(StepIx),
}

/// A named value and its computation.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id in the pack.
    pub id: String,
    /// Its name in words.
    pub label: String,
    /// The clause.
    pub cite: String,
    /// Yen, a ratio, or a count.
    pub unit: Unit,
    /// Its column, if it has one value a line.
    pub column: Option<u16>,
    /// Whether it is always a whole number.
    pub whole: bool,
    /// Whether the trace leaves it out.
    pub hidden: bool,
    /// The readings and the menu that it depends on.
    pub varies: Varies,
    /// For a cap: its name and clause.
    pub limit: Option<Limit>,
    /// The operation.
    pub op: Op,
}

/// The unit of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Japanese yen.
    Yen,
    /// A ratio.
    Ratio,
    /// A count, with the unit behind the number.
    Count(String),
}

/// A cap, as it is named to the applicant.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The public id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The clause.
    pub cite: String,
}

/// An input of a step.
#[derive(Clone, Debug)]
pub enum Operand {
    /// An earlier step.
    Step(StepIx),
    /// A figure of the text.
    Figure(Range),
}

/// The operations of steps. A small closed set; see `docs/pack-format.md` for each with an example.
#[derive(Clone, Debug)]
pub enum Op {
    /// The number that answers a question.
    Answer(u16),
    /// The number that answers a question about the line.
    ItemAnswer(u16),
    /// Cost of the line with (`true`) or without consumption tax, not rounded.
    LineCost(bool),
    /// Number of units of the line.
    Units,
    /// The quantity on the quote, even where the line is one unit.
    Quantity,
    /// A figure of the line's kind.
    KindFigure(u8),
    /// The sum of the inputs.
    Add(Vec<Operand>),
    /// The product of the inputs.
    Multiply(Vec<Operand>),
    /// The first less the second, never below zero.
    Less(Operand, Operand),
    /// The first divided by the second; zero where there is nothing to divide over.
    Divide(Operand, Operand),
    /// The lowest input.
    Lowest(Vec<Operand>),
    /// The highest input.
    Highest(Vec<Operand>),
    /// To a multiple of the unit.
    Round(Operand, i64, Direction),
    /// The figure of the band.
    Lookup(Operand, u16),
    /// The first input whose condition holds, or the last.
    Case(Vec<(ConditionIx, Operand)>, Operand),
    /// No limit at all.
    Unlimited,
    /// The value on the lines where the condition holds; zero elsewhere.
    Only(Operand, ConditionIx),
    /// The sum over the lines where the condition holds.
    Total(Operand, Option<ConditionIx>),
    /// The number of lines for which the condition holds.
    Count(ConditionIx),
    /// The sum over the best units, up to a limit.
    Best(Best),
    /// How many units of each line a [`Op::Best`] took.
    Taken(StepIx),
    /// For each unit of a line: its share of the costs attached to the line.
    Spread(Spread),
}

/// One turn of the evaluation.
#[derive(Clone, Debug)]
pub struct Turn {
    /// A condition, a step, or the counting of lines.
    pub node: Node,
    /// The earlier turns whose values it uses.
    pub uses: Vec<u16>,
    /// The readings and the menu that it asks for directly.
    pub asks: Varies,
}

/// The work of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Decide which lines are counted.
    Counted,
    /// Keep the value of a condition.
    Condition(ConditionIx),
    /// Compute a step.
    Step(StepIx),
}

/// A part of the amount.
#[derive(Clone, Debug)]
pub struct Category {
    /// The public id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its amount.
    pub amount: StepIx,
}

/// The steps that the result is drawn from.
#[derive(Clone, Debug)]
pub struct Plan {
    /// 補助額
    pub amount: StepIx,
    /// The counted cost of each line, before the rate.
    pub counted: StepIx,
    /// 補助対象経費
    pub eligible: StepIx,
    /// After the rate, before any limit.
    pub by_rate: StepIx,
    /// After the limits, before the rounding.
    pub limited: StepIx,
    /// The steps of the short explanation, in order.
    pub short: Vec<StepIx>,
    /// The step and the table of the band picture.
    pub band: Option<(StepIx, u16)>,
    /// 補助率, to compare with the form.
    pub rate: Option<StepIx>,
    /// 職員数, to compare with the form.
    pub staff: Option<StepIx>,
}

/// A note to the applicant where the text is silent.
#[derive(Clone, Debug)]
pub struct Note {
    /// The id of the silence in the text.
    pub id: String,
    /// The warning, with the assumption made.
    pub label: String,
    /// The clause.
    pub cite: String,
    /// When it concerns the applicant or the line; `None`: always.
    pub when: Option<ConditionIx>,
    /// Whether it is given for each line separately.
    pub per_line: bool,
}
