import Diagnostics
import Numerics
import Tensors

/// Runs the bytecode of one chapter.
///
/// The registers of all frames stand in three contiguous blocks, one a bank; a call moves the base
/// of each by the caller's window, so that arguments are handed over where they were computed and
/// scalar code allocates nothing. Tensors and values are held as ordinary Swift values: reference
/// counting is the compiler's, and an operand that nobody else holds is changed in place.
///
/// Calls of script functions do not use the native stack; only library functions that call back
/// do, `maximumReentry` deep at most. `execute` is the loop for plain evaluation, `executeTraced`
/// the same with a tape; instructions that are not hot are methods shared by both.
///
/// A class, because the chapter's state is one thing that library functions reach through their
/// context; one thread uses it.
final class Machine: @unchecked Sendable {
  let program: Bytecode
  let library: LibraryTable
  let limits: Limits
  var random: RandomSource

  /// The register blocks: below `state.initialized` values, above raw memory.
  let numbers: UnsafeMutablePointer<Double>
  let tensors: UnsafeMutablePointer<Tensor>
  let values: UnsafeMutablePointer<Value>
  /// The places on the tape of what the number and tensor registers hold; 0 is a constant.
  let numberTraces: UnsafeMutablePointer<UInt32>
  let tensorTraces: UnsafeMutablePointer<UInt32>
  let frames: UnsafeMutablePointer<Frame>
  let records: UnsafeMutablePointer<FunctionRecord>
  let functions1: UnsafeMutablePointer<Function1>
  let functions2: UnsafeMutablePointer<Function2>

  /// The first frame base of each bank at which no further call is possible.
  let numberLimit: UnsafeMutablePointer<Double>
  let tensorLimit: UnsafeMutablePointer<Tensor>
  let valueLimit: UnsafeMutablePointer<Value>

  /// What changes often; behind a pointer, which spares the run-time tests of exclusive access that
  /// properties of classes have.
  let state: UnsafeMutablePointer<MachineState>
  /// The tape of the gradient being taken.
  var tape: Tape?
  /// Room for the nodes of the next tape.
  var spareRoom: Tape.Room?
  /// What the cell has shown and printed.
  var shown: [ShownEntry] = []
  /// What library functions want the author to know, each place once.
  var notes: [Diagnostic] = []
  let isCancelled: (@Sendable () -> Bool)?
  let deadline = Deadline()
  /// What the chapter may read.
  let dataFiles: DataFiles
  /// The controls of the chapter.
  var board = ControlBoard()
  /// Whether statements remember where the stream of random numbers stands, or go back there.
  var marks = RandomMarks.off
  var randomMarks: [SIMD2<Int>: RandomSource] = [:]

  /// Library functions that call closures that call library functions …: each level takes native
  /// stack, some kilobytes in a debug build, of the stack that `runOnOwnStack` gives.
  static let maximumReentry = 200
  /// Numbers that all frames together may hold: 100 for each of 10,000 calls.
  static let numberCapacity = 1 << 20
  /// Tensors and values likewise.
  static let heapCapacity = 1 << 18
  /// The largest window of one function: what an operand can name.
  static let largestWindow = 1 << 16

  init(
    _ program: Bytecode, library: LibraryTable, limits: Limits, seed: UInt64,
    isCancelled: (@Sendable () -> Bool)? = nil, dataFiles: DataFiles = .none
  ) {
    self.dataFiles = dataFiles
    self.program = program
    self.library = library
    self.limits = limits
    self.isCancelled = isCancelled
    random = RandomSource(seed: seed)
    // A frame that starts below the limit may fill a window, its callee begins after that, with a
    // window of its own and another one of outgoing registers.
    let slack = 4 * Self.largestWindow
    numbers = .allocate(capacity: Self.numberCapacity + slack)
    tensors = .allocate(capacity: Self.heapCapacity + slack)
    values = .allocate(capacity: Self.heapCapacity + slack)
    numberTraces = .allocate(capacity: Self.numberCapacity + slack)
    tensorTraces = .allocate(capacity: Self.heapCapacity + slack)
    frames = .allocate(capacity: limits.callDepth + 1)
    // For what the program makes; the registers, mostly untouched, are mapped before.
    keepMemory()
    numberLimit = numbers + Self.numberCapacity
    tensorLimit = tensors + Self.heapCapacity
    valueLimit = values + Self.heapCapacity
    numbers.initialize(repeating: 0, count: program.globals.number)
    records = .allocate(capacity: max(1, program.functions.count))
    for (index, function) in program.functions.enumerated() {
      (records + index).initialize(to: FunctionRecord(function, index, program.globals))
    }
    functions1 = .allocate(capacity: max(1, library.functions.count))
    functions2 = .allocate(capacity: max(1, library.functions.count))
    for (index, function) in library.functions.enumerated() {
      (functions1 + index).initialize(to: Function1(function))
      (functions2 + index).initialize(to: Function2(function))
    }
    state = .allocate(capacity: 1)
    let globals = program.globals
    state.initialize(
      to: MachineState(
        meter: Meter(limits),
        top: Bases(
          numbers + globals.number, tensors + globals.tensor, values + globals.value),
        initialized: Bases(numbers, tensors, values)))
    initialize(upTo: tensors + globals.tensor, values + globals.value)
  }

  deinit {
    if let tape { Tape.Room(of: tape).free() }
    spareRoom?.free()
    tensors.deinitialize(count: state.pointee.initialized.tensors - tensors)
    values.deinitialize(count: state.pointee.initialized.values - values)
    for index in program.functions.indices { records[index].free() }
    functions1.deinitialize(count: library.functions.count)
    functions2.deinitialize(count: library.functions.count)
    numbers.deallocate()
    tensors.deallocate()
    values.deallocate()
    numberTraces.deallocate()
    tensorTraces.deallocate()
    frames.deallocate()
    records.deallocate()
    functions1.deallocate()
    functions2.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }
}

/// What changes while a machine runs.
struct MachineState {
  /// Counting of steps and bytes.
  var meter: Meter
  /// The end of the registers in use: where the frame of a function called by library code starts.
  var top: Bases
  /// The end of the registers that hold something.
  var initialized: Bases
  /// How many script calls are open.
  var depth = 0
  /// How many library functions are calling back.
  var reentry = 0
  /// What the last function that returned to native code gave.
  var resultNumber = 0.0
  var resultTensor = Tensor.nothing
  var resultValue = Value.void
  var resultTrace: UInt32 = 0
  /// The statement of the cell that runs.
  var statement = 0
  /// How many tapes there have been.
  var tapes: UInt32 = 0
}

extension Machine {
  /// Counting of steps and bytes.
  var meter: Meter {
    get { state.pointee.meter }
    _modify { yield &state.pointee.meter }
  }

  /// The end of the registers in use.
  var top: Bases { state.pointee.top }
}

/// Where the windows of a frame start.
struct Bases {
  var numbers: UnsafeMutablePointer<Double>
  var tensors: UnsafeMutablePointer<Tensor>
  var values: UnsafeMutablePointer<Value>

  init(
    _ numbers: UnsafeMutablePointer<Double>, _ tensors: UnsafeMutablePointer<Tensor>,
    _ values: UnsafeMutablePointer<Value>
  ) {
    self.numbers = numbers
    self.tensors = tensors
    self.values = values
  }
}

/// An open call: where its caller goes on.
struct Frame {
  let pc: UnsafePointer<Instruction>
  let function: UnsafeMutablePointer<FunctionRecord>
}

/// What the main loop needs to know of a function, without reference counts.
struct FunctionRecord {
  let code: UnsafeMutablePointer<Instruction>
  let constants: UnsafeMutablePointer<Double>
  let tensorConstants: UnsafeMutableBufferPointer<Tensor>
  let valueConstants: UnsafeMutableBufferPointer<Value>
  let window: BankCounts
  /// Registers that the caller fills.
  let parameters: BankCounts
  /// Registers that the function uses: its window and its outgoing ones.
  let total: BankCounts
  /// Whether there are registers to empty.
  let hasHeap: Bool
  /// Registers, from the first on, that are not emptied at return: the globals of a cell, or the
  /// parameters of a function that changes `self`.
  let kept: BankCounts
  let index: Int

  init(_ function: FunctionCode, _ index: Int, _ globals: BankCounts) {
    self.index = index
    code = .allocate(capacity: max(1, function.instructions.count))
    code.initialize(from: function.instructions, count: function.instructions.count)
    constants = .allocate(capacity: max(1, function.numberConstants.count))
    constants.initialize(from: function.numberConstants, count: function.numberConstants.count)
    tensorConstants = .allocate(capacity: function.tensorConstants.count)
    _ = tensorConstants.initialize(from: function.tensorConstants)
    valueConstants = .allocate(capacity: function.valueConstants.count)
    _ = valueConstants.initialize(from: function.valueConstants)
    window = function.window
    parameters = function.parameterCounts
    var total = BankCounts()
    for bank in Bank.allCases { total[bank] = function.window[bank] + function.outgoing[bank] }
    self.total = total
    hasHeap = total.tensor + total.value > 0
    kept =
      function.isTopLevel
      ? globals : (function.keepsParameters ? parameters : BankCounts())
  }

  func free() {
    code.deallocate()
    constants.deallocate()
    tensorConstants.deinitialize()
    tensorConstants.deallocate()
    valueConstants.deinitialize()
    valueConstants.deallocate()
  }
}

/// A library function of one number, in a struct so that a call needs no thunk.
struct Function1 {
  let function: @Sendable (Double) -> Double

  init(_ entry: LibraryFunction) {
    if case .scalar1(let function) = entry.body {
      self.function = function
    } else {
      function = { _ in .nan }
    }
  }
}

/// A library function of two numbers.
struct Function2 {
  let function: @Sendable (Double, Double) -> Double

  init(_ entry: LibraryFunction) {
    if case .scalar2(let function) = entry.body {
      self.function = function
    } else {
      function = { _, _ in .nan }
    }
  }
}
