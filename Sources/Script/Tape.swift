import Diagnostics
package import Tensors

/// What a program computed from the points of a gradient, step by step, for going back through it.
///
/// A number or tensor that depends on a point has a place on the tape, from 1 on; 0 is a constant,
/// and what depends on constants only leaves no step. Every operation on something active makes one
/// step, plain copies make none; that rule fixes the order in which contributions are added up, and
/// so the last digit of every gradient.
///
/// Steps on numbers are one record of 32 bytes that holds the operands, not the partial derivatives:
/// so the way back can be taken with plain numbers, fast, or itself be recorded on the tape, which is
/// how derivatives of derivatives come about (`TapeReturn.swift`, `TapeReturnRecorded.swift`).
///
/// A class, because the machine and the registers' places refer to the one tape.
final class Tape {
  /// Which tape it is: values that outlive their tape are told by it.
  let serial: UInt32
  let library: LibraryTable
  let limits: Limits
  /// Behind a pointer, which spares the run-time tests of exclusive access.
  let state: UnsafeMutablePointer<State>
  /// The steps that are more than a record, by `Node.index`.
  private(set) var steps: [TapeStep] = []
  /// The shapes of what they gave; that of a number is empty.
  private(set) var shapes: [Shape] = []

  /// Room for nodes that outlives a tape: a training loop takes thousands of gradients, and new memory
  /// costs more than what is recorded in it.
  struct Room {
    var nodes: UnsafeMutablePointer<Node>
    var capacity: Int

    /// New room for a few nodes; nil if there is no memory at all.
    init?(capacity: Int = 256) {
      guard let memory = reallocated(nil, bytes: capacity * MemoryLayout<Node>.stride) else {
        return nil
      }
      nodes = memory.bindMemory(to: Node.self, capacity: capacity)
      self.capacity = capacity
    }

    /// The room of a tape that is done.
    init(of tape: Tape) {
      nodes = tape.state.pointee.nodes
      capacity = tape.state.pointee.capacity
    }

    func free() { freeReallocated(nodes) }
  }

  struct State {
    var nodes: UnsafeMutablePointer<Node>
    var count: Int
    var capacity: Int
    /// Bytes of the larger steps and of the tensors that they keep.
    var stepBytes = 0
    /// Whether there was no room for more.
    var isOverfull = false
  }

  /// One step.
  struct Node {
    /// The kind in the low byte, the index of a library function or larger step above.
    let info: UInt32
    let a: UInt32
    let b: UInt32
    let x: Double
    let y: Double

    var kind: NodeKind { NodeKind(rawValue: UInt8(truncatingIfNeeded: info)) ?? .unused }
    var index: Int { Int(info >> 8) }
  }

  /// What a step did.
  enum NodeKind: UInt8 {
    /// Place 0, which means a constant.
    case unused
    /// A number that a gradient is taken at; a is its place for an outer gradient.
    case input
    // Operations on numbers: a, b are the operands' places, x, y their values.
    case add, subtract, multiply, divide, remainder, power
    case negate, squareRoot, absolute
    /// Library functions: x, y are the arguments, or the argument and the result.
    case function1, function2
    /// Unary operation `index`: x is the argument, y the result.
    case unary
    /// Element b of the tensor at place a.
    case element
    /// A larger step that gives a number.
    case number
    /// A larger step that gives a tensor.
    case tensor
  }

  init(serial: UInt32, library: LibraryTable, limits: Limits, room: Room) {
    self.serial = serial
    self.library = library
    self.limits = limits
    state = .allocate(capacity: 1)
    state.initialize(to: State(nodes: room.nodes, count: 0, capacity: room.capacity))
    push(Node(info: 0, a: 0, b: 0, x: 0, y: 0))
  }

  deinit { state.deallocate() }

  /// The number of places, the constant's included.
  var count: Int { state.pointee.count }

  /// The end of a tape, where a derivative starts.
  struct Position {
    let place: Int
    let step: Int
  }

  /// The present end.
  var position: Position { Position(place: count, step: steps.count) }

  /// Bytes of the records and of the tensors that they keep.
  var bytes: Int { state.pointee.capacity * MemoryLayout<Node>.stride + state.pointee.stepBytes }

  /// Larger steps that a tape takes: half of what 24 bits can number, because one instruction may
  /// make many.
  static let maximumSteps = 1 << 23

  /// Whether the tape holds more than a chapter may, or can.
  var isFull: Bool {
    state.pointee.isOverfull || bytes > limits.memoryBytes || steps.count >= Self.maximumSteps
  }

  @inline(__always)
  @discardableResult
  func push(_ node: Node) -> UInt32 {
    let state = state
    if state.pointee.count == state.pointee.capacity { grow() }
    let place = state.pointee.count
    (state.pointee.nodes + place).initialize(to: node)
    state.pointee.count = place + 1
    return UInt32(truncatingIfNeeded: place)
  }

  @inline(never)
  private func grow() {
    let old = state.pointee
    let capacity = old.capacity * 2
    let (bytes, overflow) = capacity.multipliedReportingOverflow(by: MemoryLayout<Node>.stride)
    let isTooLarge = overflow || bytes > max(limits.memoryBytes, 1 << 16)
    guard !isTooLarge, capacity <= Int(UInt32.max),
      let memory = reallocated(old.nodes, bytes: bytes)
    else {
      // The run is stopped at its next slice of steps; what is recorded until then does not matter.
      state.pointee.isOverfull = true
      state.pointee.count = old.capacity / 2
      return
    }
    state.pointee.nodes = memory.bindMemory(to: Node.self, capacity: capacity)
    state.pointee.capacity = capacity
  }

  /// Records a step on numbers; x and y are what its derivative needs.
  @inline(__always)
  func record(
    _ kind: NodeKind, _ a: UInt32, _ b: UInt32, _ x: Double = 0, _ y: Double = 0, index: Int = 0
  ) -> UInt32 {
    if a | b == 0 { return 0 }
    return push(
      Node(
        info: UInt32(kind.rawValue) | UInt32(truncatingIfNeeded: index) << 8, a: a, b: b, x: x, y: y
      ))
  }

  /// Records a larger step that gives a tensor of `shape`, or a number.
  func record(_ step: TapeStep, _ shape: Shape?, _ a: UInt32 = 0, _ b: UInt32 = 0) -> UInt32 {
    steps.append(step)
    shapes.append(shape ?? .scalar)
    state.pointee.stepBytes &+=
      MemoryLayout<TapeStep>.stride + MemoryLayout<Shape>.stride + step.keptBytes
    let kind: NodeKind = shape == nil ? .number : .tensor
    return push(
      Node(
        info: UInt32(kind.rawValue) | UInt32(truncatingIfNeeded: steps.count - 1) << 8, a: a, b: b,
        x: 0, y: 0))
  }
}

/// A number with its place on the tape.
package struct TracedNumber: Sendable {
  /// The number.
  package var value: Double
  /// Its place, 0 for a constant.
  package var trace: UInt32

  /// The number `value` at the place `trace`.
  package init(_ value: Double, _ trace: UInt32 = 0) {
    self.value = value
    self.trace = trace
  }
}

/// A tensor with its place on the tape.
package struct TracedTensor: Sendable {
  /// The tensor.
  package var value: Tensor
  /// Its place, 0 for a constant.
  package var trace: UInt32

  /// The tensor `value` at the place `trace`.
  package init(_ value: Tensor, _ trace: UInt32 = 0) {
    self.value = value
    self.trace = trace
  }
}

/// A step that is more than an operation on one or two numbers: what it did, and what its derivative
/// needs. The operands' places are in the node, those of longer lists here.
enum TapeStep {
  /// A tensor that a gradient is taken at.
  case input
  case binary(Tensors.BinaryOperation, Tensor, Tensor)
  case tensorScalar(Tensors.BinaryOperation, Tensor, Double)
  case scalarTensor(Tensors.BinaryOperation, Double, Tensor)
  case unary(Tensors.UnaryOperation, Tensor, result: Tensor)
  case product(Tensor, Tensor, transposingLeft: Bool, transposingRight: Bool)
  case dot(Tensor, Tensor)
  case outer(Tensor, Tensor)
  case sum
  /// A number in every place of a tensor.
  case fill
  /// Summed to the shape of what was broadcast, and the way back.
  case summed, broadcasted
  case reshaped
  case permuted([Int])
  case linear(LinearStep)
  /// Zeros but for one element.
  case placed(Int)
  case changedElement(Int)
  case slice([AxisSlice])
  /// Zeros but for a slice.
  case embedded([AxisSlice])
  case changedSlice([AxisSlice])
  case appended(Int)
  case vector([UInt32])
  case stacked([UInt32])
  /// The only element of a tensor, and a number as a tensor.
  case number, tensor
  case library(Int, [Value], traces: [UInt32], result: Value)
  case recorded(RecordedStep)

  /// The bytes of the tensors that the step keeps; shared ones count each time.
  var keptBytes: Int {
    let count =
      switch self {
      case .binary(.add, _, _), .binary(.subtract, _, _): 0
      case .binary(_, let a, let b), .product(let a, let b, _, _), .dot(let a, let b),
        .outer(let a, let b):
        a.count + b.count
      case .unary(_, let a, let b): a.count + b.count
      case .tensorScalar(_, let a, _), .scalarTensor(_, _, let a): a.count
      case .vector(let list), .stacked(let list): list.count
      case .recorded(let step): step.keptNumbers
      case .library(_, let arguments, traces: _, result: let result):
        arguments.reduce(result.leafCount) { $0 + $1.leafCount }
      default: 8
      }
    return count * 8
  }
}
