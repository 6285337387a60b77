using Deis.Acceptance.Driving;

namespace Deis.Acceptance.Pushes;

/// <summary>A disk of a few MB, mounted at a folder of a platform, that can be filled.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const long LeftBytes = 1_000_000;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filling => Path.Combine(_folder, "filling");

    /// <summary>Mounts one at <paramref name="folder"/>.</summary>
    public static async Task<SmallDisk> MountAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        (await AsRootAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder)).ShouldSucceed();
        return new SmallDisk(folder);
    }

    /// <summary>Leaves 1 MB of it.</summary>
    public async Task FillAsync() =>
        (await AsRootAsync("fallocate", "-l", $"{new DriveInfo(_folder).AvailableFreeSpace - LeftBytes}", Filling)).ShouldSucceed();

    /// <summary>Frees what was filled.</summary>
    public async Task FreeAsync() => (await AsRootAsync("rm", Filling)).ShouldSucceed();

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await AsRootAsync("umount", "--lazy", _folder);

    private static Task<CommandResult> AsRootAsync(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess ? Command.RunAsync(program, arguments, "/") : Command.RunAsync("sudo", ["-n", program, .. arguments], "/");
}
