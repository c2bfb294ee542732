import Tensors

extension LibraryTable {
  /// Members of Swift's standard library that need no instruction of their own.
  static let composedEntries: [LibraryFunction] = [
    setTest("isSubset", "of", "Whether the other has all elements of the set.", "true") {
      own, other in
      own.elements.allSatisfy(other.contains)
    },
    setTest("isSuperset", "of", "Whether the set has all elements of the other.", "false") {
      own, other in
      other.elements.allSatisfy(own.contains)
    },
    setTest("isDisjoint", "with", "Whether no element is in both.", "false") { own, other in
      !own.elements.contains(where: other.contains)
    },
    LibraryFunction(
      "symmetricDifference", "(_ self: Set<T>, _ other: Set<T>) -> Set<T>", kind: .method,
      summary: "The elements that only one of both has.",
      example: "let s: Set<Double> = [1, 2]; s.symmetricDifference([2, 3])",
      exampleResult: "[1, 3]",
      body: .general { arguments, _ in
        let (own, other) = (try set(arguments, 0), try set(arguments, 1))
        return .set(
          SetValue(
            own.elements.filter { !other.contains($0) }
              + other.elements.filter { !own.contains($0) }))
      }),
    LibraryFunction(
      "Dictionary", "(grouping elements: Sequence<T>, by key: (T) -> K) -> [K: [T]]",
      summary: "The elements in groups of one key each.",
      example: "Dictionary(grouping: [1, 2, 3]) { $0 % 2 == 0 ? \"even\" : \"odd\" }",
      exampleResult: "[\"odd\": [1, 3], \"even\": [2]]",
      body: .general { arguments, context in
        var groups = DictionaryValue()
        for element in try elements(of: arguments[0]) {
          let key = try context.call(arguments[1], [element])
          guard !key.containsNaN else {
            throw ScriptCause("value.key", "NaN cannot be a key: it is not equal to itself")
          }
          groups[key] = appending(element, to: groups.take(key))
        }
        return .dictionary(groups)
      }),
    LibraryFunction(
      "trimmed", "(_ self: String) -> String", kind: .method,
      summary: "The text without the white space at its ends.",
      example: "\" a b \".trimmed()", exampleResult: "a b",
      body: .general { arguments, _ in
        guard case .string(let text) = arguments[0] else { return arguments[0] }
        let start = text.drop { $0.isWhitespace }
        return .string(String(start.reversed().drop { $0.isWhitespace }.reversed()))
      }),
  ]

  private static func setTest(
    _ name: String, _ label: String, _ summary: String, _ result: String,
    _ test: @escaping @Sendable (SetValue, SetValue) -> Bool
  ) -> LibraryFunction {
    LibraryFunction(
      name, "(_ self: Set<T>, \(label) other: Set<T>) -> Bool", kind: .method, summary: summary,
      example: "let s: Set<Double> = [1, 2]; s.\(name)(\(label): [1, 2, 3])",
      exampleResult: result,
      body: .general { arguments, _ in
        .bool(test(try set(arguments, 0), try set(arguments, 1)))
      })
  }

  private static func set(_ arguments: [Value], _ index: Int) throws -> SetValue {
    guard case .set(let set) = arguments[index] else {
      throw ScriptCause("library.argument", "argument \(index + 1) should be a set")
    }
    return set
  }

  /// The elements of anything that `for` goes through.
  private static func elements(of value: Value) throws -> [Value] {
    switch value {
    case .array(let elements): return elements
    case .set(let set): return set.elements
    case .string(let text): return text.map { .string(String($0)) }
    case .dictionary(let dictionary):
      return dictionary.pairs.map {
        .tuple(TupleValue([$0.key, $0.value], labels: ["key", "value"]))
      }
    case .tensor(let tensor) where tensor.rank == 1: return tensor.values.map { .double($0) }
    case .tensor(let tensor) where tensor.rank > 1:
      return try (0..<tensor.shape[0]).map {
        .tensor(try tensor.taking(Tensor(scalar: Double($0))))
      }
    case .range(let range):
      guard let lower = range.lower, let upper = range.upper, upper - lower <= 1e7 else {
        throw ScriptCause(
          "range.open", "a range without both bounds cannot be counted through")
      }
      let numbers = Array(stride(from: lower, through: upper, by: 1))
      return (range.isClosed || numbers.last != upper ? numbers : numbers.dropLast()).map {
        .double($0)
      }
    default: throw ScriptCause("library.argument", "this has no elements")
    }
  }

  /// A list with one more element: numbers in a row are a Vector.
  private static func appending(_ element: Value, to list: Value?) -> Value {
    switch (list, element) {
    case (.tensor(let tensor)?, .double(let number)): .tensor(Tensor(tensor.values + [number]))
    case (nil, .double(let number)): .tensor(Tensor([number]))
    case (.array(let elements)?, _): .array(elements + [element])
    default: .array([element])
    }
  }
}
