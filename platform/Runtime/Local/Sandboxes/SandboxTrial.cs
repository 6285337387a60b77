using Deis.Platform.Runtime.Local.Limits;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>Tries at start whether this machine can make sandboxes, so that the operator and not the first user finds out.</summary>
internal static class SandboxTrial
{
    /// <summary>Runs <c>true</c> in a sandbox.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message says what bubblewrap said and what to do.</exception>
    public static async Task RunAsync(SandboxFactory sandboxes, SystemView system, LocalRuntimeOptions options)
    {
        await using var sandbox = await sandboxes.StartAsync(new SandboxSpec
        {
            Name = "trial",
            User = options.FirstUserId,
            Command = ["/bin/true"],
            Environment = system.Environment,
            Files = new Dictionary<string, string>(),
            Limits = new SandboxLimits(options.DefaultMemoryBytes, options.DefaultCpus, options.MaxTasks),
        });
        using var output = new StreamReader(sandbox.Output);
        var said = (await output.ReadToEndAsync()).Trim().TrimEnd('.');
        var exit = await sandbox.Completion;
        if (exit.Code != 0)
            throw new InvalidOperationException(
                $"Apps cannot run: bubblewrap failed with code {exit.Code}: {said}. It must be installed (Debian: apt-get install bubblewrap), and ordinary users " +
                "must be allowed to make user namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0).");
    }
}
