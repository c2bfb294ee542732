import Numerics

/// Units and number words that printed arithmetic uses, written by hand from the SI brochure
/// (9th edition, 2019), IEC 80000-13 for bytes and bits, and common usage for the rest.
extension Measure {
  /// A unit that takes prefixes, and the prefixes it takes.
  private struct Base {
    let measure: Measure
    let prefixes: String
  }

  /// The unit that `word` names, or nil; exact spelling first, then with a prefix.
  static func named(_ word: String) -> Measure? {
    if var known = table[word] {
      known.text = word
      return known
    }
    for size in [1, 2] where word.utf8.count > size {
      let prefix = String(word.prefix(size))
      let rest = String(word.dropFirst(size))
      guard let base = bases[rest], let power = prefixPower(prefix, base) else { continue }
      var measure = base.measure
      measure.ten += power.ten
      measure.two += power.two
      measure.text = word
      return measure
    }
    return nil
  }

  /// The name of this unit with the prefix that leaves one to three digits before the point, and what
  /// one of it is; nil if it takes none.
  func fittingPrefix(for value: Double, _ reading: Reading) -> (name: String, scale: Double)? {
    let isBinary = two != 0
    for size in 0...2 where text.utf8.count > size {
      let rest = String(text.dropFirst(size))
      guard size == 0 ? ten == 0 && two == 0 : ten != 0 || two != 0, let base = Self.bases[rest]
      else { continue }
      let names =
        isBinary ? ["Ti", "Gi", "Mi", "Ki", ""] : ["T", "G", "M", "k", "", "m", "µ", "n", "p"]
      for name in names where name.isEmpty || isBinary || base.prefixes.contains(name) {
        guard let unit = Self.named(name + rest), let scale = unit.factor(reading)?.double,
          unit.dimension == dimension
        else { continue }
        let size = (value / scale).magnitude
        if size >= 1, size < 1024 { return (name + rest, scale) }
      }
    }
    return nil
  }

  private static func prefixPower(_ prefix: String, _ base: Base) -> (ten: Int, two: Int)? {
    if base.measure.isInformation, prefix.count == 2, prefix.last == "i" {
      guard let index = "KMGTPEZY".firstIndex(of: Character(prefix.first?.uppercased() ?? ""))
      else { return nil }
      return (0, 10 * ("KMGTPEZY".distance(from: "KMGTPEZY".startIndex, to: index) + 1))
    }
    guard prefix.count == 1, base.prefixes.contains(prefix) else { return nil }
    return prefixes[prefix].map { ($0, 0) }
  }

  private static let prefixes: [String: Int] = [
    "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18, "m": -3, "µ": -6, "μ": -6, "u": -6,
    "n": -9, "p": -12, "f": -15, "c": -2, "d": -1, "h": 2, "g": 9, "t": 12,
  ]

  private static func unit(
    _ kind: Dimension.Kind, ten: Int = 0, _ conversion: ExactRatio = .one, ambiguous: Bool = false
  ) -> Measure {
    var measure = Measure()
    measure.ten = ten
    if kind == .time { measure.seconds = conversion } else { measure.conversion = conversion }
    measure.dimension = Dimension(kind)
    measure.isInformation = kind == .information
    measure.isAmbiguous = ambiguous
    return measure
  }

  private static func count(_ ten: Int, ambiguous: Bool = false) -> Measure {
    var measure = Measure()
    measure.ten = ten
    measure.isAmbiguous = ambiguous
    return measure
  }

  static func ratio(_ a: Int, _ b: Int) -> ExactRatio {
    ExactRatio(ExactDecimal(a), over: ExactDecimal(b)) ?? .one
  }

  /// Prefixes as words, before words: kilowatts, megapixels.
  private static let wordPrefixes = [
    ("milli", -3), ("micro", -6), ("nano", -9), ("kilo", 3), ("mega", 6), ("giga", 9),
    ("tera", 12),
  ]

  private static let bytes = unit(.information)
  private static let bits = unit(.information, ratio(1, 8))
  private static let perSecond: Measure = unit(.time).power(-1)

  private static let bases: [String: Base] = {
    var table: [String: Base] = [:]
    func add(_ names: String, _ measure: Measure, _ prefixes: String) {
      for name in names.split(separator: " ") {
        table[String(name)] = Base(measure: measure, prefixes: prefixes)
      }
    }
    add("B byte bytes", bytes, "kKMGTPE")
    add("bit bits", bits, "kKMGTPE")
    add("bps", bits * perSecond, "kKMGTPgt")
    add("Bps", bytes * perSecond, "kKMGTP")
    add("s sec secs", unit(.time), "mµμunpf")
    add("m metre metres meter meters", unit(.length), "kcmµμndup")
    add("g gram grams", grams, "kmµμun")
    add("l L liter liters litre litres", litres, "mcdhµμ")
    add("mol moles mole", unit(.amount), "mkµμn")
    for (names, measure) in electrical { add(names, measure, "kMGTPmµμunpf") }
    for (names, measure) in hourly { add(names, measure, "kMGTPmµμu") }
    add("Pa", pascal, "hkMGTPmµμunpf")
    add("eV", electronVolt, "kMGTm")
    add("cal", calorie, "k")
    add("bar", bar, "km")
    add("w", watt, "kM")
    add("v", volt, "kM")
    add("FLOPS FLOPs FLOP FLOP/s FLOPs/s flops", Measure(), "kMGTPE")
    add("QPS RPS TPS IOPS", Measure(), "kKM")
    add("€", money(1), "kM")
    return table
  }()

  private static let table: [String: Measure] = {
    var table: [String: Measure] = [:]
    func add(_ names: String, _ measure: Measure) {
      for name in names.split(separator: " ") { table[String(name)] = measure }
    }
    // Counts.
    add("K k", count(3))
    add("M", count(6, ambiguous: true))
    add("B", count(9, ambiguous: true))
    add("G", count(9, ambiguous: true))
    add("T", count(12, ambiguous: true))
    add("thousand Thousand", count(3))
    add("mil mio Mio million millions Million mln mn MM", count(6))
    add("bil bn Bn billion billions Billion bln Mrd", count(9))
    add("tril trillion trillions Trillion tn", count(12))
    add("quad quadrillion", count(15))
    add("lakh lakhs", count(5))
    add("crore crores", count(7))
    add("dozen", Measure.of(12))
    // Information.
    add("byte bytes Byte Bytes", bytes)
    add("bit bits Bit Bits", bits)
    add("bps", bits * perSecond)
    // In lower case "gb" is nearly always a gigabyte, in upper case "Gb" a gigabit.
    for (prefix, ten) in [("k", 3), ("m", 6), ("g", 9), ("t", 12), ("p", 15)] {
      var scaled = bytes
      scaled.ten = ten
      table[prefix + "b"] = scaled
      scaled = bits
      scaled.ten = ten
      table[prefix.uppercased() + "b"] = scaled
    }
    for (name, ten) in [("mbps", 6), ("Mbit", 6), ("mbit", 6)] {
      var scaled = name.hasSuffix("bps") ? bits * perSecond : bits
      scaled.ten = ten
      table[name] = scaled
    }
    for (prefix, ten) in [("kilo", 3), ("mega", 6), ("giga", 9), ("tera", 12), ("peta", 15)] {
      for (base, measure) in [("byte", bytes), ("bit", bits)] {
        var scaled = measure
        scaled.ten = ten
        for name in [prefix + base, prefix + base + "s"] {
          table[name] = scaled
          table[name.prefix(1).uppercased() + name.dropFirst()] = scaled
        }
      }
    }
    // Time.
    add("s sec secs second seconds Sekunden", unit(.time))
    add("min mins minute minutes Minuten", unit(.time, ExactRatio(60)))
    add("h hr hrs hour hours Stunden", unit(.time, ExactRatio(3600)))
    add("d day days Tage", unit(.time, ExactRatio(86_400)))
    add("week weeks wk", unit(.time, ExactRatio(604_800)))
    add("month months mo", unit(.time, ExactRatio(2_592_000)))
    add("y yr yrs year years", unit(.time, ExactRatio(31_536_000)))
    add("millisecond milliseconds msec", unit(.time, ten: -3))
    add("microsecond microseconds usec", unit(.time, ten: -6))
    add("nanosecond nanoseconds", unit(.time, ten: -9))
    // Length, mass, volume, amount.
    add("m", unit(.length, ambiguous: true))
    add("metre metres meter meters", unit(.length))
    add("kilometer kilometers kilometre kilometres", unit(.length, ten: 3))
    add("centimeter centimeters centimetre centimetres", unit(.length, ten: -2))
    add("millimeter millimeters millimetre millimetres", unit(.length, ten: -3))
    add("g gram grams", grams)
    add("kilogram kilograms", grams.prefixed(3))
    add("milligram milligrams", grams.prefixed(-3))
    add("tonne tonnes", grams.prefixed(6))
    add("l L litre litres liter liters", litres)
    add("milliliter milliliters millilitre millilitres", litres.prefixed(-3))
    add("mol mole moles", unit(.amount))
    add("millimole millimoles", unit(.amount, ten: -3))
    // The rest.
    for (names, measure) in electrical + hourly + customary + long { add(names, measure) }
    add("Pa", pascal)
    add("eV", electronVolt)
    add("cal", calorie)
    add("bar", bar)
    add("atm", atmosphere)
    add("w", watt)
    add("v", volt)
    for (index, names) in currencyNames.enumerated() { add(names, money(index)) }
    for (prefix, ten) in wordPrefixes {
      for (name, measure) in electricalWords {
        add("\(prefix)\(name) \(prefix)\(name)s", measure.prefixed(ten))
      }
      add("\(prefix)hertz", hertz.prefixed(ten))
      if ten > 0 { add("\(prefix)pixel \(prefix)pixels", count(ten)) }
    }
    for (name, measure) in electricalWords { add("\(name) \(name)s", measure) }
    add("hertz", hertz)
    for (index, prefix) in ["kibi", "mebi", "gibi", "tebi"].enumerated() {
      for (name, measure) in [("byte", bytes), ("bit", bits)] {
        var scaled = measure
        scaled.two = 10 * (index + 1)
        add("\(prefix)\(name) \(prefix)\(name)s", scaled)
      }
    }
    add("cents cent ¢", unit(.currency, ratio(1, 100)))
    add("° deg degree degrees", unit(.angle, ambiguous: true))
    add("rad radians radian", Measure())
    add("rps qps tps iops QPS RPS TPS IOPS FLOPs FLOPS FLOP", Measure())
    return table
  }()

  private static func of(_ n: Int) -> Measure {
    var measure = Measure()
    measure.conversion = ExactRatio(n)
    return measure
  }
}
