import Testing

@testable import Plotting

/// Ticks against cases worked by hand.
@Suite struct TickTests {
  private func labels(_ low: Double, _ high: Double, _ count: Int, tight: Bool = false) -> [String]
  {
    LinearTicks(low: low, high: high, count: count, isTight: tight, isInteger: false)
      .ticks.map(\.label)
  }

  @Test func `steps are 1, 2 or 5 times a power of ten`() {
    #expect(labels(0, 1, 5) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(0, 100, 4) == ["0", "20", "40", "60", "80", "100"])
    #expect(labels(0, 9, 2) == ["0", "5", "10"])
    #expect(labels(0, 10, 10) == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"])
  }

  @Test func `a tick of three tenths has no rounding noise`() {
    // 3 · 0.1 is 0.30000000000000004 in binary.
    #expect(labels(0, 0.5, 5) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"])
  }

  @Test func `ends move outward to ticks unless the axis is tight`() {
    let loose = LinearTicks(low: 0.13, high: 1.16, count: 5, isTight: false, isInteger: false)
    #expect(loose.domain == 0...1.2000000000000002)
    let tight = LinearTicks(low: 2, high: 29, count: 5, isTight: true, isInteger: false)
    #expect(tight.domain == 2...30)
    #expect(tight.ticks.map(\.label) == ["5", "10", "15", "20", "25", "30"])
  }

  @Test func `minus signs are true ones and thousands stand apart from five digits on`() {
    #expect(labels(-1, 1, 4) == ["−1.0", "−0.5", "0.0", "0.5", "1.0"])
    #expect(labels(0, 20_000, 4).last == "20\u{2009}000")
    #expect(labels(0, 2_000, 4).last == "2000")
  }

  @Test func `whole numbers get whole ticks`() {
    let ticks = LinearTicks(low: 0, high: 3, count: 9, isTight: true, isInteger: true)
    #expect(ticks.ticks.map(\.label) == ["0", "1", "2", "3"])
  }

  @Test func `logarithmic ticks are powers of ten, with 1, 2, 5 where there are few`() {
    #expect(LogTicks(low: -2, high: 1, count: 5).ticks.map(\.label) == ["0.01", "0.1", "1", "10"])
    #expect(
      LogTicks(low: 0, high: 1, count: 5).ticks.map(\.label) == ["1", "2", "5", "10"])
    #expect(
      LogTicks(low: -12, high: 0, count: 4).ticks.map(\.label) == [
        "10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "10⁰",
      ])
  }

  @Test func `a large axis is divided by a power of ten that it names`() {
    var extent = Extent()
    extent.include([0, 4.8e9])
    let scale = Scale(Axis(), extent: extent, count: 5)
    #expect(scale.exponent == 9)
    #expect(scale.exponentNote == "×10⁹")
    #expect(scale.ticks.map(\.label) == ["0", "1", "2", "3", "4", "5"])
  }

  @Test func `the extremes of doubles have places`() {
    for (low, high) in [
      (-1.7e308, 1.7e308), (1e-300, 9e-300), (0, .leastNonzeroMagnitude),
      (.leastNonzeroMagnitude, .leastNonzeroMagnitude * 99), (0, 1e308),
    ] {
      var extent = Extent()
      extent.include([low, high])
      let scale = Scale(Axis(), extent: extent, count: 5, start: 0, end: 100)
      #expect((2...12).contains(scale.ticks.count), "\(low)…\(high): \(scale.ticks.map(\.label))")
      for value in [low, high] {
        let place = scale.place(value) ?? .nan
        #expect(place >= -0.001 && place <= 100.001, "\(value) at \(place)")
      }
    }
  }

  @Test func `labels at line ends keep their distance and move as little as they can`() {
    let places = LabelPlacer.spread([10, 12, 14, 90], gap: 10, in: 0...100)
    #expect(places == [2, 12, 22, 90])
    #expect(LabelPlacer.spread([99, 100], gap: 10, in: 0...100) == [90, 100])
  }

  @Test func `numbers are written for readers`() {
    #expect(readable(0.09193) == "0.0919")
    #expect(readable(-1234.5) == "−1234.5")
    #expect(readable(29_000) == "29\u{2009}000")
    #expect(readable(1.59e-7) == "1.59×10⁻⁷")
    #expect(readable(-Double.infinity) == "−∞")
    #expect(Chart.alignedTexts([0.659, 0.242, 0.099]) == ["0.659", "0.242", "0.099"])
    #expect(Chart.alignedTexts([33.5, 133.5], significant: 4) == ["33.5", "133.5"])
    #expect(Chart.alignedTexts([50, 2, -1]) == ["50", "2", "−1"])
  }
}
