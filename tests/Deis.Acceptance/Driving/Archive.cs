using System.Formats.Tar;
using System.IO.Compression;

namespace Deis.Acceptance.Driving;

/// <summary>Packs folders as <c>tar -czf</c> does.</summary>
internal static class Archive
{
    /// <summary>What a folder holds, without the folder.</summary>
    public static async Task<byte[]> PackAsync(string folder)
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await TarFile.CreateFromDirectoryAsync(folder, gzip, includeBaseDirectory: false);
        }

        return packed.ToArray();
    }
}
