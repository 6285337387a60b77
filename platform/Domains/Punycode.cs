using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Deis.Platform.Domains;

/// <summary>Writes Unicode labels of host names in ASCII and reads them back (RFC 3492).</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int MinThreshold = 1;
    private const int MaxThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialNumber = 128;
    private const string Digits = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The ASCII form, without the prefix <c>xn--</c>.</summary>
    public static string Encode(string text)
    {
        var input = text.EnumerateRunes().Select(rune => rune.Value).ToArray();
        var output = new StringBuilder().Append([.. input.Where(value => value < InitialNumber).Select(value => (char)value)]);
        var basic = output.Length;
        if (basic > 0)
        {
            output.Append('-');
        }
        var (number, delta, bias, handled) = (InitialNumber, 0, InitialBias, basic);
        while (handled < input.Length)
        {
            var next = input.Where(value => value >= number).Min();
            delta = checked(delta + ((next - number) * (handled + 1)));
            number = next;
            foreach (var value in input)
            {
                if (value < number)
                {
                    delta++;
                }
                else if (value == number)
                {
                    AppendNumber(output, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            number++;
        }
        return output.ToString();
    }

    /// <summary>The Unicode form of what stands after the prefix; false when it is none.</summary>
    public static bool TryDecode(string ascii, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var split = ascii.LastIndexOf('-');
        var output = new List<int>(ascii[..Math.Max(split, 0)].Select(character => (int)character));
        var (number, index, bias) = ((long)InitialNumber, 0L, InitialBias);
        for (var at = split + 1; at < ascii.Length;)
        {
            var before = index;
            var weight = 1L;
            for (var step = Base; ; step += Base)
            {
                var digit = at < ascii.Length ? Digits.IndexOf(ascii[at++], StringComparison.Ordinal) : -1;
                index += digit * weight;
                if (digit < 0 || index > int.MaxValue)
                {
                    return false;
                }
                var threshold = Math.Clamp(step - bias, MinThreshold, MaxThreshold);
                if (digit < threshold)
                {
                    break;
                }
                weight *= Base - threshold;
            }
            var length = output.Count + 1;
            bias = Adapt((int)(index - before), length, before == 0);
            number += index / length;
            index %= length;
            if (!Rune.IsValid((int)Math.Min(number, int.MaxValue)))
            {
                return false;
            }
            output.Insert((int)index++, (int)number);
        }
        text = string.Concat(output.Select(value => new Rune(value).ToString()));
        return true;
    }

    private static void AppendNumber(StringBuilder output, int number, int bias)
    {
        for (var step = Base; ; step += Base)
        {
            var threshold = Math.Clamp(step - bias, MinThreshold, MaxThreshold);
            if (number < threshold)
            {
                output.Append(Digits[number]);
                return;
            }
            output.Append(Digits[threshold + ((number - threshold) % (Base - threshold))]);
            number = (number - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(int delta, int length, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / length;
        var steps = 0;
        for (; delta > (Base - MinThreshold) * MaxThreshold / 2; steps += Base)
        {
            delta /= Base - MinThreshold;
        }
        return steps + ((Base - MinThreshold + 1) * delta / (delta + Skew));
    }
}
