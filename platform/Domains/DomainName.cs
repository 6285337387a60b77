using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Deis.Platform.Results;

namespace Deis.Platform.Domains;

/// <summary>The rule for host names of apps (docs/protocol/controller.md §9.3): labels as IDNA 2008 has them, stored in ASCII.</summary>
public static partial class DomainName
{
    private const string AcePrefix = "xn--";
    private const int MaxLength = 253;
    private const int MaxLabel = 63;

    /// <summary>The ASCII form of a name, or what is wrong with it. Capital letters stay as they are.</summary>
    public static Result<string> Read(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (name == "*")
        {
            return Errors.OnlyAWildcard;
        }
        var labels = name.Split('.');
        var hosts = labels[0] == "*" ? 1 : 0;
        for (var i = hosts; i < labels.Length; i++)
        {
            if (ToAscii(labels[i]) is not { } ascii)
            {
                return Errors.NotConvertible(labels[i]);
            }
            labels[i] = ascii;
        }
        if (labels[^1].All(char.IsAsciiDigit))
        {
            return Errors.Invalid;
        }
        var result = string.Join('.', labels);
        return result.Length > MaxLength ? Errors.TooLong : result;
    }

    private static string? ToAscii(string label)
    {
        if (!Ascii.IsValid(label))
        {
            return label.Length <= MaxLabel && IsUnicodeLabel(label) && $"{AcePrefix}{Punycode.Encode(label)}" is { Length: <= MaxLabel } ascii ? ascii : null;
        }
        if (label.Length > MaxLabel || !LabelPattern().IsMatch(label))
        {
            return null;
        }
        return HasHyphensOfAPrefix(label) && !IsAce(label) ? null : label;
    }

    private static bool IsAce(string label) =>
        label.StartsWith(AcePrefix, StringComparison.Ordinal)
        && Punycode.TryDecode(label[AcePrefix.Length..], out var text)
        && IsUnicodeLabel(text)
        && $"{AcePrefix}{Punycode.Encode(text)}" == label;

    // Small letters, other letters, their marks and digits, in their usual composition: what looks the same shall be the same.
    private static bool IsUnicodeLabel(string label) =>
        !Ascii.IsValid(label) && label.IsNormalized() && label[0] != '-' && label[^1] != '-' && !HasHyphensOfAPrefix(label)
        && label.EnumerateRunes().All(rune => rune.Value == '-' || IsLetterOrDigit(rune)) && !IsMark(label.EnumerateRunes().First());

    private static bool IsLetterOrDigit(Rune rune) => IsMark(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool HasHyphensOfAPrefix(string label) => label.Length > 3 && label[2] == '-' && label[3] == '-';

    [GeneratedRegex(@"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\z")]
    private static partial Regex LabelPattern();
}
