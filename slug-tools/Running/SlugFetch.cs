using Deis.SlugTools.Archives;
using Deis.SlugTools.Transfer;

namespace Deis.SlugTools.Running;

/// <summary>Puts the slug where the app runs.</summary>
internal static class SlugFetch
{
    /// <summary>
    /// Leaves a folder that has content alone; else unpacks the slug as it arrives, from the address or, without one, from
    /// standard input.
    /// </summary>
    public static Failure? Ensure(string folder, string? address, TimeProvider time, CancellationToken cancellation)
    {
        if (Directory.EnumerateFileSystemEntries(folder).Any())
            return null;
        if (!ArchiveLimits.From(Environment.GetEnvironmentVariable).TryGet(out var limits, out var wrong))
            return wrong;

        Failure? Unpack(Stream slug) => ArchiveExtractor.Extract(slug, folder, LinkPolicy.Anywhere, limits);

        if (string.IsNullOrEmpty(address))
        {
            using var input = Console.OpenStandardInput();
            return Unpack(input) is { } bad
                ? bad with { Message = $"{bad.Message}. {folder} is empty, SLUG_URL is not set, and standard input holds no slug" }
                : null;
        }

        if (!StorageAddress.Parse("SLUG_URL", address).TryGet(out var from, out wrong))
            return wrong;
        using var storage = new Storage(time);
        var fetched = storage.Download("the slug", from, Unpack, cancellation);
        if (!fetched.TryGet(out var found, out var failure))
            return failure;
        return found ? null : new Failure("The slug of this release is no longer in the storage", ExitCodes.StorageUnavailable);
    }
}
