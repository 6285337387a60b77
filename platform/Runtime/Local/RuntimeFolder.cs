using System.Security.Cryptography;
using System.Text;
using Deis.Platform.Runtime.Local.Sandboxes;

namespace Deis.Platform.Runtime.Local;

/// <summary>The state folder of the runtime (docs/protocol/local-runtime.md §1).</summary>
internal sealed class RuntimeFolder(string root) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int InstanceLength = 12;

    private FileStream? _lock;

    /// <summary>Desired state; 0700.</summary>
    public string Desired => Path.Combine(root, "desired");

    /// <summary>One folder per sandbox. Users of apps must pass through, each to its own.</summary>
    public string Sandboxes => Path.Combine(root, "sandboxes");

    /// <summary>The account files that sandboxes see.</summary>
    public string Accounts => Path.Combine(root, "accounts");

    /// <summary>Tells platforms on one machine apart.</summary>
    public string Instance => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(root))))[..InstanceLength];

    /// <summary>Makes the folders and takes the lock.</summary>
    /// <exception cref="InvalidOperationException">Another platform uses them, or apps could not reach what they need.</exception>
    public void Prepare(string runner)
    {
        foreach (var folder in new[] { root, Sandboxes, Accounts })
            Directory.CreateDirectory(folder, Passable);
        Directory.CreateDirectory(Desired, OwnerOnly);
        try
        {
            _lock = new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"Another platform runs with the state folder {root}. Stop it first, or choose another folder.", exception);
        }
        if (!File.Exists(Path.Combine(runner, "init")))
            throw new InvalidOperationException($"{LocalRuntimeOptions.Section}:{nameof(LocalRuntimeOptions.RunnerFolder)} is {runner}, but there is no program 'init' in it. Publish the slug tools there.");
        if (!HostAccess.IsPassable(Sandboxes))
            throw new InvalidOperationException($"Run as root, apps are users of their own and cannot get to {Sandboxes}. Choose a state folder whose parents everybody may pass through (chmod o+x).");
        if (!HostAccess.IsOpen(runner))
            throw new InvalidOperationException($"Run as root, apps are users of their own and cannot read {runner}. Put the slug tools where everybody may read them.");
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock?.Dispose();
}
