import Numerics
import Statistics
import Testing

@Suite(.enabled(if: outsideFolder != nil, "skipped: no outside data"))
struct FunctionDataTests {
  @Test func `functions and distributions meet the goal on the outside tables`() throws {
    let table = try outside(
      "special-functions/special-functions.json", as: FunctionReference.self)
    let (scores, missing) = table.scores()
    #expect(scores.count >= 50 && missing.isEmpty, "\(missing)")
    for score in scores { #expect(score.isMet, "\(score)") }
  }
}
