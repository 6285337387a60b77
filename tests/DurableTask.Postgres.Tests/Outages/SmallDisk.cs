using System.Diagnostics;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>A file system of a given size in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder;

    private SmallDisk(DirectoryInfo folder)
    {
        _folder = folder;
    }

    public string Folder => _folder.FullName;

    private string Ballast => Path.Combine(Folder, "ballast");

    public static SmallDisk Mount(int megabytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("disk-"));
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", disk.Folder);
        return disk;
    }

    /// <summary>Moves a folder here and leaves a link in its place.</summary>
    public void Take(string folder)
    {
        var target = Path.Combine(Folder, Path.GetFileName(folder));
        Run("cp", "-a", folder, target);
        Directory.Delete(folder, recursive: true);
        Directory.CreateSymbolicLink(folder, target);
    }

    /// <summary>Leaves not a single byte.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // That is what it was for.
        }
    }

    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        _folder.Delete();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}
