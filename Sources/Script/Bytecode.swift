import Diagnostics
import Tensors

/// One instruction of the machine: eight bytes.
///
/// Registers come in three banks, and the opcode fixes which bank an operand names: numbers and
/// truth values (`d`), tensors (`t`) and all other values (`v`). The type checker has fixed the
/// type of every register, so nothing carries a tag and nothing is tested at run time but what
/// depends on values: indices, shapes, limits.
struct Instruction: Hashable, Sendable {
  let op: Opcode
  /// A small immediate: a count, a flag, an operation.
  var x: UInt8
  /// Mostly the destination.
  var a: UInt16
  var b: UInt16
  var c: UInt16

  init(_ op: Opcode, x: Int = 0, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    self.op = op
    self.x = UInt8(truncatingIfNeeded: x)
    self.a = UInt16(truncatingIfNeeded: a)
    self.b = UInt16(truncatingIfNeeded: b)
    self.c = UInt16(truncatingIfNeeded: c)
  }

  /// The distance of a long jump, from the next instruction.
  var longOffset: Int {
    get { Int(Int32(bitPattern: UInt32(b) | UInt32(c) << 16)) }
    set {
      let bits = UInt32(bitPattern: Int32(truncatingIfNeeded: newValue))
      b = UInt16(truncatingIfNeeded: bits)
      c = UInt16(truncatingIfNeeded: bits >> 16)
    }
  }

  /// The distance of a short jump, from the next instruction.
  var shortOffset: Int {
    get { Int(Int16(bitPattern: c)) }
    set { c = UInt16(bitPattern: Int16(truncatingIfNeeded: newValue)) }
  }
}

/// A bank of registers.
enum Bank: String, Sendable, CaseIterable {
  /// Numbers, truth values (1 and 0) and cases of enumerations (their index).
  case number = "d"
  /// Tensors.
  case tensor = "t"
  /// Everything else.
  case value = "v"
}

/// What a register holds, as far as leaving the machine needs to know.
enum SlotKind: Hashable, Sendable {
  case number
  case boolean
  /// A case of the enumeration with this index.
  case enumeration(Int)
  case tensor
  case value
  /// Nothing: a function without a result.
  case none

  /// Where such a thing is kept; nothing is kept nowhere.
  var bank: Bank? {
    switch self {
    case .number, .boolean, .enumeration: .number
    case .tensor: .tensor
    case .value: .value
    case .none: nil
    }
  }
}

/// A number of registers of each bank.
struct BankCounts: Hashable, Sendable {
  var number = 0
  var tensor = 0
  var value = 0

  subscript(bank: Bank) -> Int {
    get {
      switch bank {
      case .number: number
      case .tensor: tensor
      case .value: value
      }
    }
    set {
      switch bank {
      case .number: number = newValue
      case .tensor: tensor = newValue
      case .value: value = newValue
      }
    }
  }
}

/// A function as the machine runs it.
///
/// Its frame is a window of each bank: parameters first, then captures, other variables and
/// temporaries (`window`); behind them the arguments of the functions that it calls (`outgoing`),
/// which are the first registers of the callee's window.
struct FunctionCode: Sendable {
  /// The name for call stacks.
  let name: String
  /// The place of its declaration.
  let range: SourceRange
  /// What each parameter is, captures and the closure itself included.
  var parameters: [SlotKind] = []
  /// What it gives.
  var result = SlotKind.none
  var instructions: [Instruction] = []
  /// The place of each instruction's expression.
  var places: [SourceRange] = []
  var numberConstants: [Double] = []
  var tensorConstants: [Tensor] = []
  var valueConstants: [Value] = []
  /// Its own registers; for the body of a cell the chapter's globals come first.
  var window = BankCounts()
  /// Room for arguments of callees.
  var outgoing = BankCounts()
  /// Whether the window starts with the chapter's globals, which outlive a call.
  var isTopLevel = false
  /// Whether the parameters stay filled at return, because the caller takes `self` back.
  var keepsParameters = false
  /// Whether the last parameter is the closure itself, from which it reads its captures.
  var takesClosure = false

  init(name: String, range: SourceRange) {
    self.name = name
    self.range = range
  }

  /// The registers of each bank that the parameters take.
  var parameterCounts: BankCounts {
    var counts = BankCounts()
    for parameter in parameters {
      if let bank = parameter.bank { counts[bank] += 1 }
    }
    return counts
  }
}

/// A chapter as the machine runs it.
struct Bytecode: Sendable {
  var functions: [FunctionCode] = []
  /// Registers of the chapter's top-level variables, at the bottom of each bank.
  var globals = BankCounts()
  /// Tuples and structures that instructions make.
  var aggregates: [Aggregate] = []
  /// The cases of each enumeration.
  var enumerations: [[EnumerationCase]] = []
  /// Tensor subscripts.
  var slices: [SliceShape] = []
  /// What closures take with them.
  var captures: [CaptureList] = []
  /// Derivatives that are taken.
  var derivatives: [DerivativeShape] = []
  /// Number formats of interpolations.
  var formats: [ValueFormat] = []
  /// Interpolations.
  var templates: [TextTemplate] = []
  /// Whether values can be nested without end: structures that hold lists of themselves, closures
  /// that take closures with them.
  var mayNest = false
}

/// A tuple or structure that an instruction makes from consecutive registers.
enum Aggregate: Sendable {
  case tuple(count: Int, labels: [String?])
  case structure(StructureType)

  var count: Int {
    switch self {
    case .tuple(let count, _): count
    case .structure(let type): type.fields.count
    }
  }
}

/// How a tensor is subscripted; number registers hold the positions.
struct SliceShape: Hashable, Sendable {
  enum Axis: Hashable, Sendable {
    /// One position, in a register.
    case index(Int)
    /// Positions between two registers; nil is an open end.
    case range(Int?, Int?, isClosed: Bool)
    /// A range value, in a value register.
    case rangeValue(Int)
    case all
  }
  let axes: [Axis]
}

/// A text that is put together; registers hold what stands between its fixed parts.
struct TextTemplate: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    /// These bytes.
    case text([UInt8])
    /// The number in a number register.
    case number(Int)
    /// The value in a value register, which is left empty.
    case value(Int)
  }
  let pieces: [Piece]
}

/// The registers that a closure copies when it is made.
struct CaptureList: Hashable, Sendable {
  var numbers: [Int] = []
  var tensors: [Int] = []
  var values: [Int] = []
}

/// A derivative: what is asked for, and how the points look.
struct DerivativeShape: Sendable {
  let kind: Differentiation.Kind
  /// The number of points, which stand in consecutive value registers before the function.
  let pointCount: Int
}
