import Claims
import Diagnostics
import Testing

/// A paragraph with its comments as pieces of their own, as a reader of Markdown hands it over.
func paragraph(_ source: String) -> ClaimText {
  let file = SourceFile(path: "a.md", text: source)
  var pieces: [ClaimText.Piece] = []
  var rest = 0
  let bytes = file.bytes
  var i = 0
  func text(_ end: Int) {
    guard end > rest else { return }
    pieces.append(.text(MappedText(file, SourceRange(rest, end))))
  }
  func find(_ mark: String, from start: Int) -> Int? {
    let pattern = Array(mark.utf8)
    return (start..<max(start, bytes.count - pattern.count + 1)).first {
      Array(bytes[$0..<($0 + pattern.count)]) == pattern
    }
  }
  while i < bytes.count {
    if bytes[i...].starts(with: Array("<!--".utf8)), let end = find("-->", from: i) {
      text(i)
      pieces.append(
        .comment(MappedText(file, SourceRange(i + 4, end)), SourceRange(i, end + 3)))
      i = end + 3
      rest = i
    } else if bytes[i] == UInt8(ascii: "$"), let end = find("$", from: i + 1) {
      text(i)
      pieces.append(.formula(MappedText(file, SourceRange(i + 1, end)), isDisplay: false))
      i = end + 1
      rest = i
    } else {
      i += 1
    }
  }
  text(bytes.count)
  return ClaimText(.prose, pieces)
}

struct BindingTests {
  /// What the only comment of `source` is glued to.
  func target(_ source: String) throws -> Binding.Target {
    let (bindings, malformed) = findBindings(in: paragraph(source))
    #expect(malformed.isEmpty)
    return try #require(bindings.first).target
  }

  @Test(arguments: [
    ("is 32<!-- = dot(a, b) -->", "32", Comparator.equal),
    ("in 40 steps<!-- = n -->", "40", .equal),
    ("about 91.5 %<!-- = acc -->", "91.5 %", .approximate),
    ("below 0.001<!-- = p -->", "0.001", .less), ("(p < 0.05)<!-- = p -->", "0.05", .less),
    ("$\\theta \\approx 0.975$<!-- = c -->", "0.975", .approximate),
    ("of $2.68$ GB<!-- = m -->", "2.68", .equal),
    ("costs $5<!-- = price -->", "5", .equal), ("is −3.5<!-- = x -->", "−3.5", .equal),
    ("at least 3/4<!-- = q -->", "3/4", .greaterOrEqual),
    ("$\\frac{3}{4}$<!-- = q -->", "3}{4", .equal),
    ("at most 2.5 million<!-- = n -->", "2.5 million", .lessOrEqual),
    ("never exceeds 0.25<!-- = d -->", "0.25", .lessOrEqual),
    ("which doesn't exceed 0.25<!-- = d -->", "0.25", .lessOrEqual),
    ("it exceeds 0.25<!-- = d -->", "0.25", .greater),
    ("it lies beyond 0.4<!-- = d -->", "0.4", .greater),
    ("it never goes beyond 0.4<!-- = d -->", "0.4", .lessOrEqual),
    ("no run exceeds 4<!-- = n -->", "4", .lessOrEqual),
    ("never falls below 0.5<!-- = d -->", "0.5", .greaterOrEqual),
    ("does not rise above 0.5<!-- = d -->", "0.5", .lessOrEqual),
    ("no more than 5<!-- = n -->", "5", .lessOrEqual),
    ("not less than 5<!-- = n -->", "5", .greaterOrEqual),
    ("not five, but more than 6<!-- = n -->", "6", .greater),
    ("they add up to 5.52<!-- = s -->", "5.52", .equal),
    ("adding it all up to 5.52<!-- = s -->", "5.52", .equal),
    ("it takes up to 5.52<!-- = s -->", "5.52", .lessOrEqual),
    ("a thunder 5<!-- = n -->", "5", .equal),
    ("less than €500<!-- = b -->", "500", .less), ("about £362<!-- = b -->", "362", .approximate),
    ("at most US$ 3<!-- = b -->", "3", .lessOrEqual), ("≈ €362<!-- = b -->", "362", .approximate),
    ("roughly EUR 12<!-- = b -->", "12", .approximate), ("the euro 12<!-- = b -->", "12", .equal),
    ("is −€361.9<!-- = b -->", "−€361.9", .equal), ("is -$2.50<!-- = b -->", "-$2.50", .equal),
    ("is €−15.20<!-- = b -->", "−15.20", .equal), ("of £5-£6<!-- = b -->", "6", .equal),
    ("is $10^{-7}$<!-- = e -->", "10^{-7}", .equal), ("is 10⁻⁷<!-- = e -->", "10⁻⁷", .equal),
    ("less than $10^{-6}$<!-- = e -->", "10^{-6}", .less),
    ("$x = \\text{about 5}$<!-- = n -->", "5", .approximate),
    ("so 1,200+<!-- = n -->", "1,200", .greaterOrEqual),
    ("so 1,200+ users<!-- = n -->", "1,200", .greaterOrEqual),
    ("is 12.5 percent<!-- = p -->", "12.5 percent", .equal),
    ("costs 1.234,56 €<!-- = c -->", "1.234,56 €", .equal),
  ])
  func `a comment binds the number before it`(
    source: String, literal: String, comparator: Comparator
  ) throws {
    guard case .number(let numeral, let found) = try target(source) else {
      Issue.record("no number in \(source)")
      return
    }
    #expect(numeral.literal == literal)
    #expect(found == comparator)
  }

  @Test func `a power of ten and negative money have the values they say`() throws {
    for (source, value) in [
      ("$10^{-7}$<!-- = e -->", 1e-7), ("10⁶ steps<!-- = n -->", 1e6),
      ("$g = 9.81\\,\\mathrm{m/s^2}$<!-- = g -->", 9.81),
      ("$6.02 \\cdot 10^{23}\\,\\mathrm{mol^{-1}}$<!-- = n -->", 6.02e23),
      ("−€361.9<!-- = b -->", -361.9), ("-£0.5<!-- = b -->", -0.5), ("€−15.2<!-- = b -->", -15.2),
    ] {
      guard case .number(let numeral, _) = try target(source) else {
        Issue.record("no number in \(source)")
        continue
      }
      #expect(judge(numeral, against: value).outcome == .exact, "\(source)")
      #expect(!judge(numeral, against: -value).holds, "\(source)")
    }
  }

  @Test func `lists, ranges and pairs bind as a whole`() throws {
    guard case .list(let rows, _) = try target("z = (2.0, 1.0, 0.1)<!-- let z -->") else {
      Issue.record("no list")
      return
    }
    #expect(rows.map { $0.map(\.value) } == [[2, 1, 0.1]])
    guard case .list(let matrix, _) = try target("[[1, 2], [3, 4]]<!-- = m -->") else {
      Issue.record("no matrix")
      return
    }
    #expect(matrix.map { $0.map(\.value) } == [[1, 2], [3, 4]])
    guard case .range(let low, let high) = try target("0.66–0.72<!-- = (lo, hi) -->") else {
      Issue.record("no range")
      return
    }
    #expect((low.value, high.value) == (0.66, 0.72))
    guard case .plusMinus(let mean, let width) = try target("0.12 ± 0.01<!-- = (m, s) -->") else {
      Issue.record("no pair")
      return
    }
    #expect((mean.value, width.value) == (0.12, 0.01))
    guard
      case .plusMinus(let g, let error) = try target(
        "$g = (9.81 \\pm 0.06)\\,\\mathrm{m/s^2}$<!-- = (g, u) -->")
    else {
      Issue.record("no pair before a unit")
      return
    }
    #expect((g.value, error.value) == (9.81, 0.06))
    guard
      case .list(let tex, _) = try target(
        "$\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}$<!-- = m -->")
    else {
      Issue.record("no TeX matrix")
      return
    }
    #expect(tex.map { $0.map(\.value) } == [[1, 2], [3, 4]])
  }

  @Test(arguments: [
    ("between 10 and 20<!-- = (a, b) -->", 10.0, 20.0),
    ("between £10 and £20<!-- = (a, b) -->", 10, 20),
    ("between €10 and €20<!-- = (a, b) -->", 10, 20),
    ("between 10 and 20 km<!-- = (a, b) -->", 10_000, 20_000),
    ("zwischen 10 und 20 km<!-- = (a, b) -->", 10_000, 20_000),
    ("10–20 %<!-- = (a, b) -->", 0.1, 0.2), ("10% to 20%<!-- = (a, b) -->", 0.1, 0.2),
    ("between 500 m and 2 km<!-- = (a, b) -->", 500, 2000),
    ("10 to 20 million<!-- = (a, b) -->", 10e6, 20e6),
  ])
  func `the ends of a range share what scales them`(source: String, a: Double, b: Double) throws {
    guard case .range(let low, let high) = try target(source) else {
      Issue.record("no range in \(source)")
      return
    }
    #expect(judge(low, against: a).outcome == .exact)
    #expect(judge(high, against: b).outcome == .exact)
  }

  @Test func `numbers with and between them are a range only after between`() throws {
    guard case .number(let numeral, _) = try target("the 10 and 20<!-- = b -->") else {
      Issue.record("no number")
      return
    }
    #expect(numeral.value == 20)
  }

  @Test(arguments: ["12.5 percent", "12.5 pct", "12.5 per cent", "12.5 Prozent", "12.5 PERCENT"])
  func `words say that a number is a percentage`(text: String) throws {
    guard case .number(let numeral, _) = try target("is \(text)<!-- = p -->") else {
      Issue.record("no number in \(text)")
      return
    }
    #expect(numeral.value == 0.125)
    guard case .number(let points, _) = try target("5 percentages<!-- = p -->") else {
      Issue.record("no number")
      return
    }
    #expect(points.value == 5)
  }

  @Test func `a number with the marks of another language is one number or none`() throws {
    guard case .number(let money, _) = try target("1.234,56 €<!-- let a -->") else {
      Issue.record("no number")
      return
    }
    #expect(money.value == 1234.56)
    guard case .nothing = try target("1.23,456.7<!-- let a -->") else {
      Issue.record("binds a part of it")
      return
    }
  }

  @Test(arguments: ["no number here<!-- = x -->", "7 blue cats<!-- = x -->", "7 <!-- = x -->"])
  func `a comment that is glued to no number binds nothing`(source: String) throws {
    guard case .nothing = try target(source) else {
      Issue.record("\(source) binds something")
      return
    }
  }

  @Test func `comments are read by their first word`() throws {
    func content(_ inside: String) -> BindingComment.Content? {
      BindingComment(parsing: MappedText(inside), range: .at(0))?.content
    }
    guard case .value(let bound)? = content(" = x + 1 ± 2% ") else {
      Issue.record("not bound")
      return
    }
    #expect(bound.expression.text == "x + 1")
    #expect(bound.tolerance == .relative(0.02))
    guard case .value(let ranged)? = content("= f(a in b) in -0.5...0.2") else {
      Issue.record("not ranged")
      return
    }
    #expect(ranged.tolerance == .range(-0.5, 0.2))
    #expect(ranged.expression.text == "f(a in b)")
    guard case .given("rate", _)? = content(" let rate ") else {
      Issue.record("not given")
      return
    }
    guard case .cited("rumelhart1986", _)? = content(" source: rumelhart1986 ") else {
      Issue.record("not cited")
      return
    }
    guard case .waived("on purpose")? = content(" skip: on purpose ") else {
      Issue.record("not waived")
      return
    }
    guard case .paragraph(let list)? = content(" mathbook: = log(2); f(1; 2); _ ") else {
      Issue.record("no paragraph")
      return
    }
    #expect(list.map { $0?.expression.text } == ["log(2)", "f(1; 2)", nil])
    guard case .rows("T", let rows)? = content("mathbook: rows T: a[0]; b") else {
      Issue.record("no rows")
      return
    }
    #expect(rows.count == 2)
    guard case .columns(let columns)? = content("mathbook: columns: first = p; entropy = h") else {
      Issue.record("no columns")
      return
    }
    #expect(columns.map(\.header) == ["first", "entropy"])
    guard case .strictness(.off)? = content("mathbook: strict off") else {
      Issue.record("no strictness")
      return
    }
    guard case .identifier("eq-softmax", _)? = content(" #eq-softmax ") else {
      Issue.record("no identifier")
      return
    }
    for other in ["", "TODO", "more", "letter", "let 2", "skip:", "mathbook: strict maybe", "=="] {
      #expect(content(other) == nil, "\(other)")
    }
  }

  @Test func `a comment that tries and fails is reported`() {
    let (bindings, malformed) = findBindings(in: paragraph("5<!-- = --> and 6<!-- hello -->"))
    #expect(bindings.isEmpty)
    #expect(malformed.map(\.rule) == ["binding.syntax"])
  }

  @Test func `result comments state numbers, lists, shapes or text`() {
    func value(_ text: String) -> StatedValue { StatedValue(MappedText(text)) }
    guard case .number(let numeral, .absolute(0.01)) = value(" 0.12 ± 0.01") else {
      Issue.record("no tolerance")
      return
    }
    #expect(numeral.value == 0.12)
    guard case .list(let row, isMatrix: false) = value("[5, 7, 9]") else {
      Issue.record("no list")
      return
    }
    #expect(row.map { $0.map(\.value) } == [[5, 7, 9]])
    guard case .list(let rows, isMatrix: true) = value("[[1, 2], [3, 4]]") else {
      Issue.record("no matrix")
      return
    }
    #expect(rows.count == 2)
    guard case .shape([2, 3]) = value("shape [2, 3]") else {
      Issue.record("no shape")
      return
    }
    guard case .unfilled = value(" ... ") else {
      Issue.record("not unfilled")
      return
    }
    guard case .text("true") = value("true") else {
      Issue.record("no text")
      return
    }
    guard case .number(let negative, .asWritten) = value("-0.5e-3") else {
      Issue.record("no number")
      return
    }
    #expect(negative.value == -0.0005)
  }

  @Test(arguments: [
    "2¹⁰<!-- = n -->", "3²<!-- = 3 -->", "2^10<!-- = m -->", "2**10<!-- = m -->", "√4<!-- = 4 -->",
    "$2^{10}$<!-- = m -->", "$\\sqrt{4}$<!-- = 4 -->", "(1 + 2)^2<!-- = 2 -->",
  ])
  func `the last figure of a power or a root is not bound`(source: String) throws {
    guard case .partOfPower = try target(source) else {
      Issue.record("\(source)")
      return
    }
  }

  @Test(arguments: [
    "2^10 = 1024<!-- = n -->", "10⁻⁷<!-- = n -->", "3 m²<!-- = n -->", "3 × 10^5<!-- = n -->",
    "$x^2$<!-- = n -->",
  ])
  func `what a power comes to is bound`(source: String) throws {
    guard case .number = try target(source) else {
      Issue.record("\(source)")
      return
    }
  }
}
