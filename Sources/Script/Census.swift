import Tensors

/// Adds up what values hold, and how deep they are nested.
///
/// What several values share counts once. The walk keeps its own stack, because values may be
/// nested deeper than a thread's stack allows; the height of everything shared is remembered, so
/// that the work goes with the number of values and not with the number of ways to them.
struct Census {
  /// Bytes held, roughly.
  var bytes = 0
  /// The most containers inside each other: arrays, structures, dictionaries, closures.
  private(set) var height = 0
  /// Values looked at: what the walk cost.
  private(set) var visits = 0
  /// The heights of the containers seen, by where they stand; -1 while one is open.
  private var heights: [UnsafeRawPointer: Int] = [:]
  private var open: [Level] = []

  /// A container whose parts are being looked at.
  private struct Level {
    let place: UnsafeRawPointer
    let parts: [Value]
    var next = 0
    /// The height of the highest part so far.
    var height = 0
  }

  /// Adds what `value` holds.
  mutating func count(_ value: Value) {
    var highest = enter(value) ?? 0
    while let top = open.indices.last {
      if open[top].next < open[top].parts.count {
        let part = open[top].parts[open[top].next]
        open[top].next += 1
        if let known = enter(part) { open[top].height = max(open[top].height, known) }
      } else {
        let level = open.removeLast()
        heights[level.place] = level.height + 1
        if top > 0 {
          open[top - 1].height = max(open[top - 1].height, level.height + 1)
        } else {
          highest = level.height + 1
        }
      }
    }
    height = max(height, highest)
  }

  /// Adds the elements of a tensor.
  mutating func count(_ tensor: Tensor) {
    visits += 1
    guard tensor.count > 0 else { return }
    let place = tensor.values.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    guard let place, heights.updateValue(0, forKey: place) == nil else { return }
    bytes += tensor.count * MemoryLayout<Double>.stride
  }

  /// The height of a value if that is known; else the value is opened.
  private mutating func enter(_ value: Value) -> Int? {
    visits += 1
    switch value {
    case .tensor(let tensor):
      count(tensor)
      return 0
    case .string(let text):
      // Short texts stand in the value itself.
      if text.utf8.count > 15 { bytes += text.utf8.count + 32 }
      return 0
    case .flags(let flags):
      bytes += flags.count
      return 0
    case .array(let elements): return enter(elements)
    case .tuple(let tuple): return enter(tuple.elements)
    case .structure(let structure): return enter(structure.fields)
    case .enumeration(let value): return enter(value.payload)
    case .dictionary(let dictionary):
      guard let place = dictionary.place else { return 0 }
      return enter(place) { dictionary.keys + dictionary.values }
    case .set(let set):
      guard let place = set.place else { return 0 }
      return enter(place) { set.elements }
    case .function(let function):
      guard !(function.values.isEmpty && function.tensors.isEmpty) else { return 0 }
      return enter(UnsafeRawPointer(Unmanaged.passUnretained(function).toOpaque())) {
        function.values + function.tensors.map { .tensor($0) }
      }
    case .cell(let cell):
      return enter(UnsafeRawPointer(Unmanaged.passUnretained(cell).toOpaque())) {
        [cell.value, .tensor(cell.tensor)]
      }
    case .traced(let traced): return enter(traced.value)
    default: return 0
    }
  }

  private mutating func enter(_ elements: [Value]) -> Int? {
    let place = elements.withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    guard let place, !elements.isEmpty else { return 1 }
    return enter(place) { elements }
  }

  private mutating func enter(_ place: UnsafeRawPointer, _ parts: () -> [Value]) -> Int? {
    // A closure that holds itself stands open: it has no height of its own.
    if let known = heights[place] { return max(known, 0) }
    let parts = parts()
    bytes += parts.count * MemoryLayout<Value>.stride + 32
    heights[place] = -1
    open.append(Level(place: place, parts: parts))
    return nil
  }
}
