import Diagnostics
import Tensors

extension Machine {
  /// Built-in functions that call a function value for each element; the compiler makes loops of the
  /// most frequent ones instead.
  func callFunctional(
    _ intrinsic: Intrinsic, _ arguments: [Value], _ context: inout CallContext
  ) throws(Failure) -> Value {
    let function = arguments[arguments.count - 1]
    switch (intrinsic, arguments[0]) {
    case (.map, .none), (.flatMap, .none): return .none
    case (.mapValues, .dictionary(let dictionary)):
      var result = dictionary
      for (key, value) in dictionary.pairs { result[key] = try apply(function, [value], &context) }
      return .dictionary(result)
    case (.filterDictionary, .dictionary(let dictionary)):
      var result = DictionaryValue()
      for (key, value) in dictionary.pairs {
        let pair = Value.tuple(TupleValue([key, value], labels: ["key", "value"]))
        if try holds(function, [pair], &context) { result[key] = value }
      }
      return .dictionary(result)
    case (.filterText, .string(let text)):
      var result = ""
      for character in text {
        let part = String(character)
        if try holds(function, [.string(part)], &context) { result += part }
      }
      return .string(result)
    default: break
    }
    let list = try elements(of: arguments[0])
    switch intrinsic {
    case .map:
      var result: [Value] = []
      for element in list { result.append(try apply(function, [element], &context)) }
      return .array(result)
    case .flatMap:
      var result: [Value] = []
      for element in list {
        let part = try apply(function, [element], &context)
        let total = result.count + count(of: part)
        guard total <= limits.tensorElements else { throw arrayLimit }
        if total > result.capacity {
          try countElements(2 * total * MemoryLayout<Value>.stride / 8)
        }
        result += try elements(of: part)
      }
      return .array(result)
    case .compactMap:
      var result: [Value] = []
      for element in list {
        let value = try apply(function, [element], &context)
        if !isNone(value) { result.append(value) }
      }
      return .array(result)
    case .filter:
      var result: [Value] = []
      for element in list where try holds(function, [element], &context) { result.append(element) }
      return .array(result)
    case .reduce:
      var result = arguments[1]
      for element in list { result = try apply(function, [result, element], &context) }
      return result
    case .forEach:
      for element in list { _ = try apply(function, [element], &context) }
      return .void
    case .sortedBy: return .array(try sorted(list, by: function, &context))
    case .minimumBy, .maximumBy:
      guard var best = list.first else { return .none }
      for element in list.dropFirst() {
        let pair = intrinsic == .minimumBy ? [element, best] : [best, element]
        if try holds(function, pair, &context) { best = element }
      }
      return best
    default: return try search(intrinsic, list, function, &context)
    }
  }

  private func search(
    _ intrinsic: Intrinsic, _ list: [Value], _ function: Value, _ context: inout CallContext
  ) throws(Failure) -> Value {
    for (index, element) in list.enumerated() {
      let holds = try holds(function, [element], &context)
      switch intrinsic {
      case .containsWhere: if holds { return .bool(true) }
      case .allSatisfy: if !holds { return .bool(false) }
      case .firstWhere: if holds { return element }
      default: if holds { return .double(Double(index)) }
      }
    }
    return switch intrinsic {
    case .containsWhere: .bool(false)
    case .allSatisfy: .bool(true)
    default: .none
    }
  }

  private func apply(
    _ function: Value, _ arguments: [Value], _ context: inout CallContext
  ) throws(Failure) -> Value {
    do {
      return try context.call(function, arguments)
    } catch {
      throw Failure(error)
    }
  }

  private func holds(
    _ function: Value, _ arguments: [Value], _ context: inout CallContext
  ) throws(Failure) -> Bool {
    try apply(function, arguments, &context).number != 0
  }

  /// The elements in the order of a function, equals in their old order: a merge sort from the
  /// bottom up, because the function may fail, or be no order at all.
  func sorted(
    _ elements: [Value], by function: Value, _ context: inout CallContext
  ) throws(Failure) -> [Value] {
    var source = elements
    var width = 1
    while width < source.count {
      var target: [Value] = []
      target.reserveCapacity(source.count)
      var start = 0
      while start < source.count {
        let middle = min(start + width, source.count)
        let end = min(start + 2 * width, source.count)
        var left = start
        var right = middle
        while left < middle || right < end {
          if right >= end {
            target.append(source[left])
            left += 1
          } else if left >= middle {
            target.append(source[right])
            right += 1
          } else if try holds(function, [source[right], source[left]], &context) {
            target.append(source[right])
            right += 1
          } else {
            target.append(source[left])
            left += 1
          }
        }
        start = end
      }
      source = target
      width *= 2
    }
    return source
  }

  /// Built-in functions on dictionaries and sets.
  func callKeyed(_ intrinsic: Intrinsic, _ arguments: [Value]) throws(Failure) -> Value {
    switch (intrinsic, arguments[0]) {
    case (.keys, .dictionary(let dictionary)): return .array(dictionary.keys)
    case (.values, .dictionary(let dictionary)): return .array(dictionary.values)
    case (.dictionaryFrom, _):
      var result = DictionaryValue()
      for pair in try elements(of: arguments[0]) {
        guard case .tuple(let tuple) = pair else { continue }
        try checkKey(tuple.elements[0])
        guard !result.contains(tuple.elements[0]) else {
          throw .script("value.key", "the key \(text(tuple.elements[0])) occurs twice")
        }
        result[tuple.elements[0].untraced] = tuple.elements[1]
      }
      return .dictionary(result)
    case (.setFrom, _):
      let list = try elements(of: arguments[0])
      for element in list { try checkKey(element) }
      return .set(SetValue(list.map(\.untraced)))
    case (_, .set(let set)):
      let other = SetValue(try elements(of: arguments[1]).map(\.untraced))
      var result = SetValue()
      switch intrinsic {
      case .union: result = SetValue(set.elements + other.elements)
      case .intersection: result = SetValue(set.elements.filter { other.contains($0) })
      default: result = SetValue(set.elements.filter { !other.contains($0) })
      }
      return .set(result)
    default: return .void
    }
  }
}
