#ifndef MB_ELEMENTARY_H
#define MB_ELEMENTARY_H

// Elementary functions with the same bits on every machine: only IEEE + - * / sqrt and explicit fma.
// Each has a scalar entry and an array entry that give the same bits; `out` may be `x` itself.

double mb_exp(double x);
double mb_exp2(double x);
double mb_expm1(double x);
double mb_log(double x);
double mb_log2(double x);
double mb_log10(double x);
double mb_log1p(double x);
double mb_sin(double x);
double mb_cos(double x);
double mb_tan(double x);
double mb_asin(double x);
double mb_acos(double x);
double mb_atan(double x);
double mb_sinh(double x);
double mb_cosh(double x);
double mb_tanh(double x);
double mb_sqrt(double x);
double mb_cbrt(double x);
double mb_sigmoid(double x);
double mb_erf(double x);
double mb_erfc(double x);
double mb_erfcx(double x);
double mb_normal_cdf(double x);
double mb_normal_pdf(double x);
double mb_pow(double x, double y);
double mb_atan2(double x, double y);
double mb_hypot(double x, double y);

void mb_exp_array(const double *x, double *out, long count);
void mb_exp2_array(const double *x, double *out, long count);
void mb_expm1_array(const double *x, double *out, long count);
void mb_log_array(const double *x, double *out, long count);
void mb_log2_array(const double *x, double *out, long count);
void mb_log10_array(const double *x, double *out, long count);
void mb_log1p_array(const double *x, double *out, long count);
void mb_sin_array(const double *x, double *out, long count);
void mb_cos_array(const double *x, double *out, long count);
void mb_tan_array(const double *x, double *out, long count);
void mb_asin_array(const double *x, double *out, long count);
void mb_acos_array(const double *x, double *out, long count);
void mb_atan_array(const double *x, double *out, long count);
void mb_sinh_array(const double *x, double *out, long count);
void mb_cosh_array(const double *x, double *out, long count);
void mb_tanh_array(const double *x, double *out, long count);
void mb_sqrt_array(const double *x, double *out, long count);
void mb_cbrt_array(const double *x, double *out, long count);
void mb_sigmoid_array(const double *x, double *out, long count);
void mb_erf_array(const double *x, double *out, long count);
void mb_erfc_array(const double *x, double *out, long count);
void mb_erfcx_array(const double *x, double *out, long count);
void mb_normal_cdf_array(const double *x, double *out, long count);
void mb_normal_pdf_array(const double *x, double *out, long count);

// The second operand advances by `stride`: 1 for an array, 0 for one number.
void mb_pow_array(const double *x, long xStride, const double *y, long yStride,
    double *out, long count);
void mb_atan2_array(const double *x, long xStride, const double *y, long yStride,
    double *out, long count);
void mb_hypot_array(const double *x, long xStride, const double *y, long yStride,
    double *out, long count);

// A number of some 106 bits, the sum of its two parts.
typedef struct { double high, low; } mb_number;

mb_number mb_exp_number(mb_number x);
mb_number mb_log_number(mb_number x);
mb_number mb_log1p_number(mb_number x);

// Sums in eight fixed lanes; see elementary_sums.c for the order.
double mb_sum(const double *x, long count);
double mb_dot(const double *x, const double *y, long count);
double mb_sum_squares(const double *x, long count);
double mb_sum_compensated(const double *x, long count);
double mb_max(const double *x, long count);

#endif
