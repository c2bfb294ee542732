import Foundation
import Statistics
import Testing

@Suite(.enabled(if: outsideFolder != nil, "skipped: no outside data"))
struct ReferenceDataTests {
  @Test func `certified values are met`() throws {
    let folder = (outsideFolder ?? "") + "/nist-strd"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") && $0 != "index.json" }.sorted()
    #expect(files.count >= 38)
    for file in files {
      let set = try outside("nist-strd/" + file, as: ReferenceSet.self)
      let scores = try set.accuracy()
      for score in scores {
        let what = "\(set.name), \(score.quantity) \(score.parameter): \(score.digits)"
        if let limit = score.limit {
          #expect(score.digits >= limit - 0.5, "\(what), limit \(limit)")
          #expect((score.own ?? 15) >= 14.5, "\(what)")
        } else if score.quantity == "estimates" {
          #expect(score.digits >= 9, "\(what)")
        }
      }
    }
  }
}
