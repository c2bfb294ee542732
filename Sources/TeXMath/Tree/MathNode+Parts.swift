package import Diagnostics

extension MathNode {
  /// Something above something.
  package struct Fraction: Hashable, Sendable {
    /// How it is set.
    package enum Form: UInt8, Hashable, Sendable {
      /// `\frac`: as large as the surroundings allow.
      case automatic
      /// `\dfrac`: always at display size.
      case display
      /// `\tfrac`: always at text size.
      case text
      /// `\cfrac`: a continued fraction.
      case continued
      /// `\sfrac`: on one line with a slash.
      case slanted
    }

    /// What stands above.
    package var numerator: [MathNode]
    /// What stands below.
    package var denominator: [MathNode]
    /// Whether there is a line between; a binomial has none.
    package var hasLine: Bool
    /// How it is set.
    package var form: Form
    /// The delimiter to its left: `(` for a binomial.
    package var left: String?
    /// The delimiter to its right.
    package var right: String?

    /// A fraction; with a line and without delimiters by default.
    package init(
      _ numerator: [MathNode], over denominator: [MathNode], hasLine: Bool = true,
      form: Form = .automatic, left: String? = nil, right: String? = nil
    ) {
      self.numerator = numerator
      self.denominator = denominator
      self.hasLine = hasLine
      self.form = form
      self.left = left
      self.right = right
    }
  }

  /// A base with scripts.
  package struct Scripts: Hashable, Sendable {
    /// Where the scripts go.
    package enum Placement: UInt8, Hashable, Sendable {
      /// Beside the base, or above and below it where the base is an operator that asks for it.
      case automatic
      /// Above and below: `\limits`, and the label of a brace.
      case limits
      /// Beside: `\nolimits`.
      case beside
    }

    /// What carries the scripts; an empty group if nothing does.
    package var base: MathNode
    /// The subscript.
    package var sub: [MathNode]?
    /// The superscript, without the primes.
    package var sup: [MathNode]?
    /// The number of primes, as in `f''`.
    package var primes: Int
    /// Where the scripts go.
    package var placement: Placement

    /// Scripts on `base`.
    package init(
      _ base: MathNode, sub: [MathNode]? = nil, sup: [MathNode]? = nil, primes: Int = 0,
      placement: Placement = .automatic
    ) {
      self.base = base
      self.sub = sub
      self.sup = sup
      self.primes = primes
      self.placement = placement
    }
  }

  /// A mark over or under its base.
  package struct Accent: Hashable, Sendable {
    /// The mark as a spacing character: `^`, `¯`, `→`, `⏞`.
    package var mark: String
    /// Whether it is as wide as its base.
    package var isStretchy: Bool
    /// Whether it stands below.
    package var isUnder: Bool

    /// A mark over its base unless `isUnder`.
    package init(_ mark: String, isStretchy: Bool = false, isUnder: Bool = false) {
      self.mark = mark
      self.isStretchy = isStretchy
      self.isUnder = isUnder
    }

    /// Whether it is a brace or bracket, whose scripts are a label.
    package var isBrace: Bool { "⏞⏟⎴⎵⏠⏡".contains(mark) }
    /// Whether it is a plain line.
    package var isLine: Bool { isStretchy && (mark == "¯" || mark == "_") }
  }

  /// A base with something smaller above or below.
  package struct Stack: Hashable, Sendable {
    /// The base.
    package var base: [MathNode]
    /// What stands above.
    package var over: [MathNode]?
    /// What stands below.
    package var under: [MathNode]?
    /// Whether the base is an arrow that grows with what stands above and below.
    package var isArrow: Bool

    /// A base with something above, below, or both.
    package init(
      _ base: [MathNode], over: [MathNode]? = nil, under: [MathNode]? = nil, isArrow: Bool = false
    ) {
      self.base = base
      self.over = over
      self.under = under
      self.isArrow = isArrow
    }
  }

  /// How content is marked as a whole.
  package enum Enclosure: Hashable, Sendable {
    /// A frame: `\boxed`.
    case box
    /// A frame or ground in CSS colours: `\colorbox`, `\fcolorbox`.
    case colorBox(border: String?, background: String)
    /// A line from lower left to upper right: `\cancel`.
    case cancel
    /// A line from upper left to lower right: `\bcancel`.
    case backCancel
    /// Both lines: `\xcancel`.
    case crossCancel
    /// A level line through the middle: `\sout`.
    case strike
    /// The actuarial angle: a line above and to the right.
    case actuarial
    /// An angle to the left and a line below: `\phase`.
    case phase
  }

  /// What is not seen, or takes no space.
  package enum Phantom: UInt8, Hashable, Sendable {
    /// Not seen: `\phantom`.
    case all
    /// Only the width: `\hphantom`.
    case width
    /// Only the height: `\vphantom`.
    case height
    /// Seen without height and depth: `\smash`.
    case smash
    /// Seen without width, to the left of its place: `\mathllap`.
    case leftLap
    /// Seen without width, to the right of its place: `\mathrlap`.
    case rightLap
    /// Seen without width, centred on its place: `\mathclap`.
    case centerLap
  }

  /// A base with scripts at its four corners.
  package struct Corners: Hashable, Sendable {
    /// The base.
    package var base: MathNode
    /// The subscript and superscript to the left.
    package var preSub: [MathNode]?, preSup: [MathNode]?
    /// The subscript and superscript to the right.
    package var sub: [MathNode]?, sup: [MathNode]?

    /// A base without scripts.
    package init(_ base: MathNode) { self.base = base }
  }
}

/// Rows and columns inside a formula.
package struct MathTable: Hashable, Sendable {
  /// How cells are set and spaced.
  package enum Form: UInt8, Hashable, Sendable {
    /// Centred cells at text size: `matrix` and its kin, `array`.
    case matrix
    /// Centred cells at script size: `smallmatrix`.
    case small
    /// Left-aligned cells at text size, a wide gap: `cases`.
    case cases
    /// Pairs of right- and left-aligned cells at display size: `aligned`, `align`, `split`.
    case aligned
    /// Centred lines at display size: `gathered`, `multline`.
    case gathered
    /// Centred lines at script size without gaps: `substack`, `subarray`.
    case stack
  }

  /// Where the cells of a column stand.
  package enum Alignment: UInt8, Hashable, Sendable {
    /// To the left.
    case left
    /// In the middle.
    case center
    /// To the right.
    case right
  }

  /// One row.
  package struct Row: Hashable, Sendable {
    /// The cells; a short row has fewer than the table has columns.
    package var cells: [[MathNode]]
    /// The place of each cell in the file.
    package var ranges: [SourceRange]
    /// How the row is numbered, in the environments that number.
    package var number: EquationNumber
    /// How many lines stand above the row: `\hline`.
    package var linesAbove: Int
    /// Additional space below, in em: `\\[4pt]`.
    package var gapBelow: Double

    /// A row of `cells`.
    package init(_ cells: [[MathNode]], ranges: [SourceRange] = []) {
      self.cells = cells
      self.ranges = ranges
      number = EquationNumber()
      linesAbove = 0
      gapBelow = 0
    }
  }

  /// The name of the environment or command: `bmatrix`, `align*`, `substack`.
  package var environment: String
  /// How cells are set.
  package var form: Form
  /// The delimiter to the left.
  package var left: String?
  /// The delimiter to the right.
  package var right: String?
  /// The alignment of each column; further columns are as the form has them.
  package var alignments: [Alignment]
  /// The columns, from 0, to the left of which a line stands; the count of columns is the right edge.
  package var columnLines: [Int]
  /// The rows.
  package var rows: [Row]
  /// How many lines stand below the last row.
  package var linesBelow: Int

  /// A table of `rows`.
  package init(
    _ environment: String, form: Form, left: String? = nil, right: String? = nil,
    alignments: [Alignment] = [], rows: [Row] = []
  ) {
    self.environment = environment
    self.form = form
    self.left = left
    self.right = right
    self.alignments = alignments
    columnLines = []
    self.rows = rows
    linesBelow = 0
  }

  /// The number of columns of the longest row.
  package var columnCount: Int { rows.reduce(0) { max($0, $1.cells.count) } }

  /// The alignment of the column with `index` from 0.
  package func alignment(ofColumn index: Int) -> Alignment {
    if index < alignments.count { return alignments[index] }
    switch form {
    case .aligned: return index.isMultiple(of: 2) ? .right : .left
    case .cases: return .left
    case .matrix, .small, .gathered, .stack: return alignments.last ?? .center
    }
  }
}
