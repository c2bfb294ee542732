import Testing

@testable import Script

/// What stands behind dictionaries: the table of keys, their hashes, and counting in place.
@Suite struct BackKeyTests {
  @Test func `a table of keys agrees with a list that is searched`() {
    var random = TestNumbers(state: 7)
    for _ in 0..<40 {
      var table = DictionaryValue()
      var list: [(key: Value, value: Value)] = []
      for step in 0..<random.below(400) {
        let number = random.below(60)
        let key = number % 3 == 0 ? Value.string("k\(number)") : .double(Double(number))
        let place = list.firstIndex { $0.key == key }
        switch random.below(4) {
        case 0:
          table[key] = nil
          if let place { list.remove(at: place) }
        case 1:
          #expect(table.take(key) == place.map { list[$0].value })
          table[key] = .double(-1)
          if let place { list[place].value = .double(-1) } else { list.append((key, .double(-1))) }
        default:
          let copy = table
          table[key] = .double(Double(step))
          if let place {
            #expect(copy[key] == list[place].value)
            list[place].value = .double(Double(step))
          } else {
            #expect(!copy.contains(key))
            list.append((key, .double(Double(step))))
          }
        }
      }
      #expect(table.count == list.count)
      #expect(table.keys == list.map(\.key))
      #expect(table.values == list.map(\.value))
      for pair in list { #expect(table[pair.key] == pair.value) }
    }
  }

  @Test func `texts that are canonically equivalent are one key`() {
    let ascii = Set((0..<128).map { String(Unicode.Scalar(UInt8($0))) })
    var found = 0
    for code in UInt32(0x80)...0x10FFFF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = String(scalar)
      guard ascii.contains(text), let equal = ascii.first(where: { $0 == text }) else { continue }
      found += 1
      #expect(keyHash(.string(text)) == keyHash(.string(equal)), "U+\(String(code, radix: 16))")
    }
    #expect(found == 3)
    var table = DictionaryValue([(.string("caf\u{E9} \u{212A}elvin"), .double(1))])
    #expect(table[.string("cafe\u{301} Kelvin")] == .double(1))
    table[.double(0)] = .double(2)
    #expect(table[.double(-0.0)] == .double(2))
  }

  @Test func `a short text has one hash, wherever its bytes stand`() {
    for count in 0...20 {
      let short = String("abcdefghijklmnopqrstu".prefix(count))
      // Cut down from a long text, it keeps the room of that.
      var long = short + String(repeating: "x", count: 40)
      long.removeLast(40)
      #expect(short == long)
      #expect(keyHash(.string(short)) == keyHash(.string(long)), "\(count) bytes")
    }
    let hashes = Set((0..<20_000).map { keyHash(.string("w\($0)")) })
    #expect(hashes.count > 19_990)
  }

  @Test func `counting the texts of a list finds each where it stands`() {
    let code = """
      let words = ["b", "a", "b"]
      func count(_ n: Int) -> [String: Double] {
        var counts: [String: Double] = [:]
        for i in 0..<n { counts[words[i % 3], default: 10] += 1 }
        return counts
      }
      let slope = gradient(at: 2) { x in
        var sums = ["a": x * x]
        for i in 0..<3 { sums[words[i], default: 1] += 1 }
        return sums["a"]! * sums["b"]!
      }
      (count(3), slope)
      """
    // (x² + 1) · 3 goes up by 6x.
    #expect(shown(code) == "([\"b\": 12, \"a\": 11], 12)")
    #expect(shown(code, onTape: true) == shown(code))
    #expect(BackBytecodeTests.disassembled(code).contains("addToKeyOfElement"))
    let outside = """
      let words = ["b"]
      var counts: [String: Double] = [:]
      counts[words[1], default: 0] += 1
      """
    #expect(shown(outside).hasPrefix("error 3:8 'words[1]': index 1 is outside of the array"))
  }

  @Test func `counting agrees with Swift's dictionary, whoever else holds the keys`() throws {
    var random = TestNumbers(state: 3)
    var list = Value.array(
      (0..<30).flatMap { number -> [Value] in
        // The same short text in its own words, and with the room of a long one.
        var long = "k\(number)" + String(repeating: "x", count: 40)
        long.removeLast(40)
        return [
          .string("k\(number)"), .string(long), .string("caf\u{E9} \(number)"),
          .string("cafe\u{301} \(number)"), .string("a key of more than 15 bytes \(number)"),
          .double(Double(number)), .double(-Double(number)),
        ]
      })
    guard case .array(let keys) = list else { return }
    let numbers = UnsafeMutablePointer<Double>.allocate(capacity: 2)
    defer { numbers.deallocate() }
    numbers[1] = 0.5
    for _ in 0..<30 {
      var table = Value.dictionary(DictionaryValue())
      var expected: [Value: Double] = [:]
      var order: [Value] = []
      var held: (table: Value, expected: [Value: Double], order: [Value])?
      func check(_ table: Value, _ expected: [Value: Double], _ order: [Value]) {
        guard case .dictionary(let dictionary) = table else { return }
        #expect(dictionary.keys == order)
        #expect(dictionary.values == order.map { .double(expected[$0] ?? .nan) })
      }
      for step in 0..<random.below(800) {
        let place = random.below(keys.count)
        var key = keys[place]
        switch random.below(9) {
        case 0:
          withDictionary(&table) { $0[key] = nil }
          expected[key] = nil
          order.removeAll { $0 == key }
        case 1: held = (table, expected, order)
        case 2:
          if let held { check(held.table, held.expected, held.order) }
          held = nil
        default:
          numbers[0] = Double(step)
          if step % 2 == 0 {
            try addToKey(&table, &key, numbers)
          } else {
            try addToKeyOfElement(&table, &list, Double(place), numbers)
          }
          if expected[key] == nil { order.append(key) }
          expected[key, default: 0.5] += Double(step)
        }
      }
      check(table, expected, order)
      if let held { check(held.table, held.expected, held.order) }
    }
  }

  @Test func `a short text is known by its words, and only by them`() {
    var long = "word" + String(repeating: "x", count: 40)
    long.removeLast(40)
    #expect(ShortText(.string("word"))?.isHeld(by: "wo" + "rd") == true)
    #expect(ShortText(.string("word"))?.isHeld(by: "ward") == false)
    #expect(ShortText(.string("word"))?.isHeld(by: "words") == false)
    #expect(ShortText(.string("word"))?.hash == keyHash(.string(long)))
    #expect(ShortText(.string(""))?.hash == keyHash(.string("")))
    for other in [Value.string(long), .string("\u{E9}"), .string("sixteen bytes 16"), .double(1)] {
      #expect(ShortText(other) == nil)
    }
  }

  /// Changes of a dictionary, with what they show.
  static let counts = [
    (
      "var a = [\"x\": 1]\nvar held = [a]\na[\"x\", default: 0] += 1\nheld.append(a)\n"
        + "a[\"x\", default: 0] += 1\n(a, held)",
      "([\"x\": 3], [[\"x\": 1], [\"x\": 2]])"
    ),
    (
      "var a = [\"x\": 1, \"y\": 2, \"z\": 3]\n"
        + "for (k, v) in a {\nif v != 2 { a[k] = nil }\na[\"x\", default: 9] += v\n}\na",
      "[\"y\": 2, \"x\": 15]"
    ),
    (
      "var a: [String: Double] = [:]\n"
        + "for k in [\"\u{E9}\", \"e\u{301}\", \"K\", \"\u{212A}\"] { a[k, default: 0] += 1 }\n"
        + "(a.count, a[\"e\u{301}\"]!, a[\"K\"]!)",
      "(2, 2, 2)"
    ),
    (
      "var a: [Double: Double] = [:]\nfor k in [0, -0.0, 1] { a[k, default: 0] += 1 }\na",
      "[0: 2, 1: 1]"
    ),
    (
      "var a: [String: Double] = [:]\nfor i in 0..<3000 { a[\"k\\(i % 1000)\", default: 0] += i }\n"
        + "(a.count, a[\"k0\"]!, a[\"k999\"]!)",
      "(1000, 3000, 5997)"
    ),
  ]

  @Test(arguments: counts)
  func `a count goes where Swift's goes`(_ code: String, _ expected: String) {
    #expect(shown(code) == expected)
    #expect(shown(code, onTape: true) == expected)
  }

  @Test func `counting in a dictionary looks a key up once, in place`() {
    let code = """
      func count(_ words: [String]) -> [String: Double] {
        var counts: [String: Double] = [:]
        for word in words { counts[word, default: 0] += 1 }
        return counts
      }
      count(["b", "a", "b"])
      """
    #expect(shown(code) == "[\"b\": 2, \"a\": 1]")
    let text = BackBytecodeTests.disassembled(code)
    #expect(text.contains("addToKey"))
    #expect(!text.contains("takeKey"))
  }

  @Test func `a dictionary that somebody else holds is not changed with it`() {
    let code = """
      var a = ["x": 1]
      let b = a
      a["x", default: 0] += 1
      a["y", default: 5] *= 2
      (a, b)
      """
    #expect(shown(code) == "([\"x\": 2, \"y\": 10], [\"x\": 1])")
    #expect(shown(code, onTape: true) == "([\"x\": 2, \"y\": 10], [\"x\": 1])")
  }

  @Test func `a gradient goes through the values of a dictionary`() {
    let code = """
      let slope = gradient(at: 3) { x in
        var sums: [String: Double] = [:]
        for key in ["a", "b", "a"] { sums[key, default: 1] += x * x }
        return sums["a"]! * sums["b"]!
      }
      slope
      """
    // (1 + 2x²)(1 + x²)' + … = 4x(1 + x²) + 2x(1 + 2x²)
    #expect(shown(code) == "\(4 * 3 * 10 + 2 * 3 * 19)")
  }
}
