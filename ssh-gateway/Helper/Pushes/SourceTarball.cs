using System.Diagnostics;

namespace Deis.SshGateway.Helper.Pushes;

/// <summary>The pushed tree as a gzipped tar, made by <c>git archive</c>, which honours <c>export-ignore</c>. It is a file because object storage wants
/// to know the length before the content; the file has no name any more when this is made, so nothing is left behind by a kill.</summary>
internal static class SourceTarball
{
    /// <summary>Makes the tarball of <paramref name="sha"/> in <paramref name="folder"/>; the stream is at its start.</summary>
    /// <exception cref="InvalidOperationException">git failed.</exception>
    public static async Task<FileStream> CreateAsync(string sha, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, $"source-{Guid.NewGuid():N}");
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);
        try
        {
            File.Delete(path);
            // The hook's own environment: it names the quarantine where the new objects are.
            using var git = Process.Start(new ProcessStartInfo("git", ["archive", "--format=tar.gz", "-1", sha]) { RedirectStandardOutput = true })!;
            await git.StandardOutput.BaseStream.CopyToAsync(file, cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
            if (git.ExitCode != 0)
            {
                throw new InvalidOperationException($"git archive ended with status {git.ExitCode}.");
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
