using Deis.Platform.Runtime.Local.Limits;

namespace Deis.Platform.Runtime.Local.Sandboxes;

/// <summary>Tries at start whether this machine can make sandboxes, so that the operator and not the first user finds out.</summary>
internal static class SandboxTrial
{
    /// <summary>Runs <c>true</c> in a sandbox, at first in one that forbids user namespaces inside, then in one that does not.</summary>
    /// <param name="create">Makes a factory; the argument says whether it forbids them.</param>
    /// <param name="system">What sandboxes see of the machine.</param>
    /// <param name="options">Limits and users.</param>
    /// <returns>The first factory that works, and whether it forbids them.</returns>
    /// <exception cref="InvalidOperationException">None works; the message says what bubblewrap said and what to do.</exception>
    public static async Task<(SandboxFactory Sandboxes, bool ForbidsNesting)> ChooseAsync(
        Func<bool, SandboxFactory> create, SystemView system, LocalRuntimeOptions options)
    {
        var strict = create(true);
        if (await ProblemAsync(strict, system, options) is null)
            return (strict, true);
        var lenient = create(false);
        return await ProblemAsync(lenient, system, options) is { } problem
            ? throw new InvalidOperationException(
                $"Apps cannot run: bubblewrap failed {problem}. Version 0.7 or newer must be installed (Debian: apt-get install bubblewrap), and ordinary users " +
                "must be allowed to make user namespaces (sysctl kernel.unprivileged_userns_clone=1; on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0).")
            : (lenient, false);
    }

    private static async Task<string?> ProblemAsync(SandboxFactory sandboxes, SystemView system, LocalRuntimeOptions options)
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
        return exit.Code == 0 ? null : $"with code {exit.Code}: {said}";
    }
}
