import Diagnostics
import Tensors

extension Machine {
  /// Built-in functions that change their receiver.
  func callMutatingIntrinsic(
    _ intrinsic: Intrinsic, _ arguments: inout [Value], _ context: inout CallContext
  ) throws(Failure) -> Value {
    var receiver = taken(&arguments[0])
    if intrinsic == .appendContents, let longer = try appended(arguments[1], to: &receiver) {
      return pair(longer, .void)
    }
    // Only numbers and tensors stand on tapes. What is changed here is held by nobody else, so the
    // receiver is emptied first; a `switch` would keep a copy of it.
    if case .string(let text) = receiver {
      guard case .string(let more) = arguments[1] else { return .void }
      guard text.utf8.count + more.utf8.count <= limits.outputBytes else { throw tooLong }
      return pair(.string(text + more), .void)
    }
    if case .set(var set) = receiver {
      receiver = .void
      let result = try change(&set, intrinsic, arguments)
      return pair(.set(set), result)
    }
    if case .dictionary(var dictionary) = receiver {
      receiver = .void
      if intrinsic == .removeAll { return pair(.dictionary(DictionaryValue()), .void) }
      let old = dictionary[arguments[1]]
      dictionary[arguments[1]] = nil
      return pair(.dictionary(dictionary), old ?? .none)
    }
    switch intrinsic {
    case .append, .insert: try checkRoom(for: 1, beside: receiver)
    case .appendContents: try checkRoom(for: count(of: arguments[1]), beside: receiver)
    default: break
    }
    if case .tensor(var tensor) = receiver, tensor.rank == 1, movesElements(intrinsic, arguments) {
      receiver = .void
      var numbers = tensor.values
      tensor = .nothing
      let new: Double? = if intrinsic == .insert { arguments[1].number } else { nil }
      let taken = try move(intrinsic, new, in: &numbers, arguments)
      return pair(.tensor(Tensor(numbers)), taken.map { .double($0) } ?? .void)
    }
    var list = try elements(of: receiver)
    receiver = .void
    if movesElements(intrinsic, arguments) {
      let new: Value? = if intrinsic == .insert { arguments[1].unpacked } else { nil }
      let taken = try move(intrinsic, new, in: &list, arguments)
      return pair(.array(list), taken ?? .void)
    }
    let result = try change(&list, intrinsic, arguments, &context)
    return pair(.array(list), result)
  }

  private func pair(_ receiver: Value, _ result: Value) -> Value {
    .tuple(TupleValue([receiver, result]))
  }

  private func change(
    _ set: inout SetValue, _ intrinsic: Intrinsic, _ arguments: [Value]
  ) throws(Failure) -> Value {
    switch intrinsic {
    case .setInsert:
      try checkKey(arguments[1])
      set.insert(arguments[1].untraced)
      return .void
    case .setRemove: return set.remove(arguments[1].untraced) ? arguments[1] : .none
    default:
      set = SetValue()
      return .void
    }
  }

  /// Whether a function only moves elements of a list, so that it can work on plain numbers.
  private func movesElements(_ intrinsic: Intrinsic, _ arguments: [Value]) -> Bool {
    switch intrinsic {
    case .removeAt, .removeLast, .removeFirst, .removeAll, .swapAt, .reverse: true
    case .insert: if case .traced = arguments[1] { false } else { true }
    default: false
    }
  }

  /// Moves elements of a list where it stands; gives the one that was taken out.
  private func move<Element>(
    _ intrinsic: Intrinsic, _ new: Element?, in list: inout [Element], _ arguments: [Value]
  ) throws(Failure) -> Element? {
    func position(_ argument: Int, below count: Int) throws(Failure) -> Int {
      try checkedPosition(arguments[argument].number, count, of: "list")
    }
    switch intrinsic {
    case .insert:
      guard let new else { return nil }
      // One past the end is a place, too.
      list.insert(new, at: try position(2, below: list.count + 1))
    case .removeAt: return list.remove(at: try position(1, below: list.count))
    case .removeLast:
      guard let last = list.popLast() else { throw nothingToRemove }
      return last
    case .removeFirst:
      guard !list.isEmpty else { throw nothingToRemove }
      return list.removeFirst()
    case .swapAt:
      list.swapAt(try position(1, below: list.count), try position(2, below: list.count))
    case .reverse: list.reverse()
    default: list = []
    }
    return nil
  }

  /// Changes a list whose elements are looked at, or stand on a tape.
  private func change(
    _ list: inout [Value], _ intrinsic: Intrinsic, _ arguments: [Value],
    _ context: inout CallContext
  ) throws(Failure) -> Value {
    switch intrinsic {
    case .append: list.append(arguments[1])
    case .appendContents: list += try elements(of: arguments[1])
    case .sort: list = try sorted(list)
    case .sortBy: list = try sorted(list, by: arguments[1], &context)
    default:
      let place = try checkedPosition(arguments[2].number, list.count + 1, of: "list")
      list.insert(arguments[1], at: place)
    }
    return .void
  }

  /// A vector with the numbers of another at its end, in its own storage if nobody else holds it;
  /// nil if either is something else.
  private func appended(_ new: Value, to list: inout Value) throws(Failure) -> Value? {
    guard case .tensor(let numbers) = new, case .tensor(var tensor) = list, tensor.rank == 1,
      numbers.rank == 1
    else { return nil }
    list = .void
    try numbers.values.withUnsafeBufferPointer { buffer throws(Failure) in
      try append(buffer, to: &tensor)
    }
    return .tensor(tensor)
  }

  /// Refuses `count` more elements in a list that would have too many with them, before anything is
  /// allocated.
  private func checkRoom(for count: Int, beside list: Value) throws(Failure) {
    let total = self.count(of: list) + count
    guard total <= limits.tensorElements else { throw listLimit(list) }
    switch list {
    case .tensor(let tensor) where tensor.values.capacity >= total: return
    case .array(let elements) where elements.capacity >= total: return
    default: try countElements(2 * total * MemoryLayout<Value>.stride / 8)
    }
  }

  private func listLimit(_ list: Value) -> Failure {
    if case .tensor = list.untraced { vectorLimit } else { arrayLimit }
  }

  private var nothingToRemove: Failure {
    .script("value.empty", "there is nothing to remove: the list is empty")
  }
}
