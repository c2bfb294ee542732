import Plotting
import Script
import Tensors

/// Pictures of samples and of values with their uncertainty.
extension StandardLibrary {
  static let chartsOfSamples: [LibraryFunction] = [
    chart(
      "histogram",
      "(_ values: Vector, bins: Int? = nil, x: String = \"\", y: String = \"count\", title: String = \"\") -> Chart",
      "How many values fall between equally spaced edges; without `bins` their number is that of Freedman and Diaconis.",
      "histogram([1, 2, 2, 3, 3, 3], bins: 3, x: \"score\")",
      source: "D. Freedman and P. Diaconis, On the histogram as a density estimator, 1981"
    ) { arguments in
      try Chart.histogram(
        arguments.vector(0), bins: arguments.isNone(1) ? nil : arguments.integer(1),
        xLabel: arguments.string(2), yLabel: arguments.string(3), title: arguments.string(4))
    },
    chart(
      "density",
      "(_ values: Vector, x: String = \"\", y: String = \"density\", title: String = \"\") -> Chart",
      "The smooth density of a sample: a sum of normal bumps, one for each value.",
      "density([1, 2, 2, 3, 3, 3, 4])", source: "B. Silverman, Density Estimation, 1986, eq. 3.31"
    ) { arguments in
      try Chart.density(
        [Series(y: arguments.vector(0))], xLabel: arguments.string(1),
        yLabel: arguments.string(2), title: arguments.string(3))
    },
    chart(
      "density",
      "(_ samples: [String: Vector], x: String = \"\", y: String = \"density\", title: String = \"\") -> Chart",
      "The smooth densities of several named samples on one axis.",
      "density([\"before\": [1, 2, 2, 3], \"after\": [2, 3, 3, 5]])",
      source: "B. Silverman, Density Estimation, 1986, eq. 3.31"
    ) { arguments in
      try Chart.density(
        series(arguments[0], places: nil), xLabel: arguments.string(1),
        yLabel: arguments.string(2), title: arguments.string(3))
    },
    chart(
      "boxes",
      "(_ samples: [String: Vector], x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "A box for each sample: the middle half with its median; whiskers reach one and a half box lengths.",
      "boxes([\"a\": [1, 2, 3, 4, 9], \"b\": [2, 3, 4, 5, 6]], y: \"score\")",
      source: "J. Tukey, Exploratory Data Analysis, 1977"
    ) { arguments in
      try Chart.boxes(
        series(arguments[0], places: nil), xLabel: arguments.string(1),
        yLabel: arguments.string(2), title: arguments.string(3))
    },
    chart(
      "numberLine",
      "(_ values: Vector, labels: [String] = [], x: String = \"\", title: String = \"\") -> Chart",
      "Points on a line with their names over them.",
      "numberLine([-1, 0.5, 2], labels: [\"a\", \"b\", \"c\"])"
    ) { arguments in
      try Chart.numberLine(
        arguments.vector(0), labels: arguments.strings(1), xLabel: arguments.string(2),
        title: arguments.string(3))
    },
    chart(
      "errorBars",
      "(_ places: Vector, _ values: Vector, errors: Vector, x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "Dots at the points (place, value), each with a bar of `errors` up and down.",
      "errorBars([1, 2, 3], [4, 5, 7], errors: [0.5, 0.4, 0.6])"
    ) { arguments in
      try Chart.errorBars(
        x: arguments.vector(0), y: arguments.vector(1), errors: arguments.vector(2),
        xLabel: arguments.string(3), yLabel: arguments.string(4), title: arguments.string(5))
    },
    chart(
      "band",
      "(_ values: Vector, low: Vector, high: Vector, x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "A line with a band around it, such as a mean with its uncertainty.",
      "band([3, 2, 1], low: [2.5, 1.6, 0.8], high: [3.5, 2.4, 1.2], x: \"step\")"
    ) { arguments in
      try Chart.band(
        Series(y: arguments.vector(0)), low: arguments.vector(1), high: arguments.vector(2),
        xLabel: arguments.string(3), yLabel: arguments.string(4), title: arguments.string(5))
    },
    chart(
      "area",
      "(_ values: Vector, x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "A line through the values, filled down to zero.", "area([1, 3, 2], x: \"hour\")"
    ) { arguments in
      let values = try arguments.vector(0)
      var chart = try Chart.band(
        Series(y: values), low: [Double](repeating: 0, count: values.count), high: values,
        xLabel: arguments.string(1), yLabel: arguments.string(2), title: arguments.string(3))
      chart.startVerticalAxisAtZero()
      return chart
    },
  ]
}
