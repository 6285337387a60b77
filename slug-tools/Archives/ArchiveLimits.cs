using System.Globalization;

namespace Deis.SlugTools.Archives;

/// <summary>How large an archive may become when unpacked (docs/protocol/slug.md §3).</summary>
internal sealed record ArchiveLimits
{
    /// <summary>Variable that replaces <see cref="MaxEntries"/>.</summary>
    public const string EntriesVariable = "DEIS_ARCHIVE_MAX_ENTRIES";

    /// <summary>Variable that replaces <see cref="MaxBytes"/>.</summary>
    public const string BytesVariable = "DEIS_ARCHIVE_MAX_BYTES";

    /// <summary>Variable that replaces <see cref="MaxRatio"/>.</summary>
    public const string RatioVariable = "DEIS_ARCHIVE_MAX_RATIO";

    /// <summary>Unpacked size below which the ratio does not matter: small archives of text compress very well.</summary>
    public const long RatioFloor = 64L * 1024 * 1024;

    /// <summary>Largest number of files, folders and links.</summary>
    public long MaxEntries { get; init; } = 500_000;

    /// <summary>Largest unpacked size in bytes.</summary>
    public long MaxBytes { get; init; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Largest unpacked size divided by the packed size.</summary>
    public long MaxRatio { get; init; } = 200;

    /// <summary>Whether an archive of <paramref name="packed"/> bytes holds so much more that it looks made to do harm.</summary>
    public bool IsSuspicious(long unpacked, long packed) => unpacked > RatioFloor && unpacked / MaxRatio > packed;

    /// <summary>Reads the limits; a variable that is absent leaves the default, one that is not a positive number is an error.</summary>
    public static Result<ArchiveLimits> From(Func<string, string?> variable)
    {
        var defaults = new ArchiveLimits();
        string? wrong = null;
        long Read(string name, long usual)
        {
            if (variable(name) is not { Length: > 0 } text)
                return usual;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
                return value;
            wrong = name;
            return usual;
        }

        var limits = new ArchiveLimits
        {
            MaxEntries = Read(EntriesVariable, defaults.MaxEntries),
            MaxBytes = Read(BytesVariable, defaults.MaxBytes),
            MaxRatio = Read(RatioVariable, defaults.MaxRatio),
        };
        return wrong is null ? limits : new Failure($"{wrong} must be a positive whole number", ExitCodes.Usage);
    }
}
