using System.Diagnostics;
using System.Runtime.InteropServices;
using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>How git is run: with a clean environment, without the machine's and anybody's configuration, and with ours.</summary>
internal static partial class Git
{
    private static readonly string[] _inherited =
    [
        "PATH", "HOME", "LANG", "GIT_PROTOCOL", "SSH_CONNECTION", "DOTNET_ROOT", "DOTNET_EnableDiagnostics",
        HelperVariables.Socket, HelperVariables.Repositories,
    ];

    /// <summary>Old repositories have harmless flaws that git has learnt to complain about; the big hosts let these pass, too.</summary>
    private static readonly string[] _toleratedFlaws =
        ["zeroPaddedFilemode", "badTimezone", "missingSpaceBeforeDate", "missingEmail", "missingSpaceBeforeEmail", "missingNameBeforeEmail"];

    /// <summary>Large files are streamed; what must be held in memory, deltas and their bases, is bounded by <see cref="LargestAllocation"/>.</summary>
    private static readonly (string Name, string Value)[] _memoryBounds =
        [("core.bigFileThreshold", "32m"), ("pack.threads", "1"), ("pack.windowMemory", "128m"), ("pack.deltaCacheSize", "64m")];

    /// <summary>A client makes deltas of files up to 512 MiB, so they must be taken; more is nothing that a client makes.</summary>
    private const string LargestAllocation = "600m";

    /// <summary>A process of git with <paramref name="arguments"/>, every stream redirected.</summary>
    public static ProcessStartInfo Command(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("git", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in CleanEnvironment())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>git-receive-pack with our hook and our limits.</summary>
    public static ProcessStartInfo ReceivePack(string repository, string session, string? branch)
    {
        List<string> settings =
        [
            $"core.hooksPath={Path.Combine(AppContext.BaseDirectory, "hooks")}",
            "receive.fsckObjects=true",
            $"receive.maxInputSize={Required.Variable(HelperVariables.MaxPushBytes)}",
            "receive.denyDeletes=true",
            "receive.autogc=false",
            // A pack is flushed to disk, single objects are not; and it need not be compressed anew.
            "receive.unpackLimit=1",
            .. _toleratedFlaws.Select(flaw => $"receive.fsck.{flaw}=warn"),
        ];
        var start = Command([.. settings.SelectMany(setting => (string[])["-c", setting]), "receive-pack", repository]);
        start.Environment[HelperVariables.Session] = session;
        if (branch is not null)
        {
            start.Environment[HelperVariables.DeployBranch] = branch;
        }

        return start;
    }

    /// <summary>Becomes git; returns only when that fails.</summary>
    public static int Replace(string[] arguments, string[] settings)
    {
        string?[] argv = ["git", .. settings.SelectMany(setting => (string[])["-c", setting]), .. arguments, null];
        string?[] environment = [.. CleanEnvironment().Select(variable => $"{variable.Name}={variable.Value}"), null];
        _ = Execvpe("git", argv, environment);
        throw new InvalidOperationException($"git cannot be run: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static IEnumerable<(string Name, string Value)> CleanEnvironment()
    {
        foreach (var name in _inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                yield return (name, value);
            }
        }

        yield return ("GIT_CONFIG_NOSYSTEM", "1");
        yield return ("GIT_CONFIG_GLOBAL", "/dev/null");
        yield return ("GIT_ALLOC_LIMIT", LargestAllocation);
        yield return ("GIT_CONFIG_COUNT", $"{_memoryBounds.Length}");
        for (var i = 0; i < _memoryBounds.Length; i++)
        {
            yield return ($"GIT_CONFIG_KEY_{i}", _memoryBounds[i].Name);
            yield return ($"GIT_CONFIG_VALUE_{i}", _memoryBounds[i].Value);
        }
    }

    [LibraryImport("libc", EntryPoint = "execvpe", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execvpe(string file, string?[] argv, string?[] envp);
}
