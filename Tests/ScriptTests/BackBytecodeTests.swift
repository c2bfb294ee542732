import Diagnostics
import Testing

@testable import Script

/// What the compiler makes of programs, and what the verifier refuses.
@Suite struct BackBytecodeTests {
  static func disassembled(_ code: String) -> String {
    let piece = ScriptPiece(
      id: 0, role: .cell(isIsolated: false, expectsError: false), text: MappedText(code))
    return ChapterProgram(pieces: [piece], library: LibraryTable(testLibrary)).disassembled()
  }

  @Test func `instructions are eight bytes`() {
    #expect(MemoryLayout<Instruction>.stride == 8)
  }

  @Test func `a recursive function compares and branches at once and passes arguments in place`() {
    let code = "func fib(_ n: Double) -> Double { n < 2 ? n : fib(n - 1) + fib(n - 2) }\nfib(30)"
    #expect(
      Self.disassembled(code) == """
        function 0 cell() -> nothing  window d1 t0 v1
           0  statement           0
           1  statement           1
           2  loadNumber          d1 30
           3  call                #1 0 function 1
           4  boxNumber           v0 d0
           5  show                v0 1 1
           6  returnNothing

        function 1 fib(d) -> d  window d4 t0 v0
           0  jumpNotLessK        d0 2 → 2
           1  returnNumber        d0
           2  subtractK           d4 d0 1
           3  call                #1 2 function 1
           4  subtractK           d4 d0 2
           5  call                #1 3 function 1
           6  add                 d1 d2 d3
           7  returnNumber        d1
           8  unreachable

        """)
  }

  @Test func `a loop turns in one instruction, and a vector that is replaced is changed in place`()
  {
    let code = """
      func descend(_ steps: Double) -> Vector {
        var w: Vector = [1, 2]
        for _ in 0..<steps { w = w * 0.9 + [3, 4] }
        return w
      }
      """
    // 0x40 | 2 takes the left operand: it is multiplied where it stands, and again for the sum.
    #expect(
      Self.disassembled(code + "\ndescend(3)").contains(
        """
        function 1 descend(d) -> t  window d4 t3 v0
           0  loadTensor          t0 [1, 2]
           1  loadNumber          d1 0
           2  move                d2 d0
           3  countPrepare        d1… → 9
           4  loadNumber          d3 0.9
           5  tensorScalar        #66 t1 t0 d3
           6  loadTensor          t2 [3, 4]
           7  tensorBinary        #192 t0 t1 t2
           8  countNext           d1… → 4
           9  returnTensor        t0
          10  unreachable
        """))
  }

  @Test func `a closure given to map stands in its loop`() {
    let text = Self.disassembled("let k = 3\nlet v = [1, 2].map { x in x * k + 1 }")
    #expect(!text.contains("function 1"))
    #expect(!text.contains("makeClosure"))
  }

  @Test func `a function called closure is called where it is given, like any other`() {
    let code = "func closure(_ x: Double) -> Double { x + 1 }\n[1, 2].map(closure)"
    #expect(shown(code) == "[2, 3]")
    #expect(Self.disassembled(code).contains("function 1 closure"))
    #expect(shown("func closure() {}\nlet x = closure()").contains("'closure' gives no value"))
  }

  @Test func `a filter jumps at its test, and a sum adds where it stands`() {
    let text = Self.disassembled("let s = [1, 2].filter { $0 % 2 == 0 }.reduce(0) { $0 + $1 }")
    #expect(text.contains("jumpNotEqualK"))
    #expect(!text.contains("jumpFalse"))
    let sum = text.split(separator: "\n").first { $0.contains(" add ") }?.split(separator: " ")
    #expect(sum.map { $0.count == 5 && $0[2] == $0[3] } == true, "\(text)")
  }

  @Test func `the verifier refuses registers, constants and jumps that do not exist`() {
    func fault(_ instructions: [Instruction], numbers: [Double] = []) -> String? {
      var assembly = Assembly()
      assembly.function("f", [.number], gives: .number, numbers: numbers, instructions)
      return assembly.program.faults(library: 0).first
    }
    let end = Instruction(.returnNumber, 0)
    #expect(fault([end]) == nil)
    #expect(fault([Instruction(.move, 0, 500), end])?.contains("instruction 0, move") == true)
    #expect(fault([Instruction(.loadNumber, 0, 1), end], numbers: [1]) != nil)
    #expect(fault([.long(.jump, 0, 5), end])?.contains("a jump outside") == true)
    #expect(fault([Instruction(.call, x: 1, 0, 7), end])?.contains("no such function") == true)
    #expect(fault([Instruction(.move, 0, 0)])?.contains("the end is open") == true)
    #expect(fault([Instruction(.makeAggregate, 0, 0, 3), end]) != nil)
    func faultOfProduct(_ factor: Int) -> String? {
      var assembly = Assembly()
      assembly.function(
        "f", [.number, .tensor], gives: .number,
        [Instruction(.multiplyElement, x: factor, 0, 0, 0), end])
      return assembly.program.faults(library: 0).first
    }
    #expect(faultOfProduct(0) == nil)
    #expect(faultOfProduct(200)?.contains("factor d200") == true)
  }

  @Test func `every opcode has operands that fit its name's bank`() {
    // The printer and the verifier need a list for each: this walks them all.
    for op in Opcode.allCases {
      let list = op.operands
      #expect(!(list.isLongJump && list.b != nil), "\(op)")
    }
  }

  @Test func `a long literal is built piece by piece`() {
    let numbers = (0..<1000).map { "x + \($0)" }.joined(separator: ", ")
    #expect(shown("let x = 1\n[\(numbers)].sum()") == "500500")
    let texts = (0..<1000).map { "\"\\(x) \($0)\"" }.joined(separator: ", ")
    #expect(shown("let x = 1\n[\(texts)].last!") == "1 999")
  }

  @Test func `long sums and deep nesting compile`() {
    let sum = (0..<150).map { "x * \($0)" }.joined(separator: " + ")
    #expect(shown("let x = 1\n\(sum)") == "11175")
    let nested = String(repeating: "(", count: 50) + "x" + String(repeating: ")", count: 50)
    #expect(shown("let x = 7\n\(nested)") == "7")
  }
}
