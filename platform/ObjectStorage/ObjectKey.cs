using System.Text;

namespace Deis.Platform.ObjectStorage;

/// <summary>The rule every object key keeps, whatever the store: <c>/</c>-separated, relative, without <c>.</c> and <c>..</c>, without control
/// characters and backslashes. <c>:</c> is allowed (<c>home/app:git-1a2b3c4d/tar</c>).</summary>
public static class ObjectKey
{
    /// <summary>Longest key, in UTF-8 bytes; Azure Blob and S3 allow 1024 characters or bytes.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Longest segment between slashes, in UTF-8 bytes: a file name on Linux.</summary>
    public const int MaxSegmentBytes = 255;

    /// <summary>True when <paramref name="key"/> names an object.</summary>
    public static bool IsValid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length == 0 || Encoding.UTF8.GetByteCount(key) > MaxBytes)
            return false;
        return key.Split('/').All(IsSegment);
    }

    /// <summary>Returns <paramref name="key"/> when it is valid.</summary>
    /// <exception cref="ArgumentException">The key breaks the rule.</exception>
    public static string Checked(string key) =>
        IsValid(key) ? key : throw new ArgumentException("An object key is a relative path without '.', '..', backslashes and control characters.", nameof(key));

    /// <summary>Returns <paramref name="prefix"/> when some valid key can start with it: its complete segments are valid, the last may be a part.</summary>
    /// <exception cref="ArgumentException">No key can start like this.</exception>
    public static string CheckedPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        Checked(prefix + "x");
        return prefix;
    }

    private static bool IsSegment(string segment) =>
        segment.Length > 0
        && segment is not ("." or "..")
        && Encoding.UTF8.GetByteCount(segment) <= MaxSegmentBytes
        && !segment.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c == '\\');
}
