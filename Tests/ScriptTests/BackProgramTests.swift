import Testing

@testable import Script

@Suite struct BackProgramTests {
  @Test func `a cell shows its values and what it prints`() {
    let code = """
      let a = [1, 2, 3], b = [4, 5, 6]
      dot(a, b)
      a + b * 2
      var s = 0
      for i in 0..<10 { s += i }
      print("s = \\(s)")
      """
    #expect(shown(code) == "32\n[9, 12, 15]\ns = 45")
  }
}
