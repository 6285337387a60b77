using System.Globalization;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime.Local.Limits;
using Deis.Platform.Runtime.Local.Sandboxes;

namespace Deis.Platform.Runtime.Local.Processes;

/// <summary>Starts a workload in a sandbox: says which program of the slug tools runs, and with which environment
/// (docs/protocol/local-runtime.md §2).</summary>
internal sealed class WorkloadLauncher(SandboxFactory sandboxes, SystemView system, IObjectStore objects, LocalRuntimeOptions options)
{
    private const string DefaultPort = "5000";

    /// <summary>Starts it.</summary>
    /// <param name="name">Name of the sandbox.</param>
    /// <param name="user">Host user of the app.</param>
    /// <param name="workload">What runs.</param>
    /// <param name="port">Its port; null when nobody will connect to it.</param>
    /// <param name="interaction">How somebody talks to it; null when nobody does.</param>
    public Task<Sandbox> StartAsync(string name, int user, Workload workload, int? port, JobInteraction? interaction = null)
    {
        var environment = new Dictionary<string, string>(system.Environment);
        foreach (var (key, value) in options.BaseEnvironment.Concat(workload.Environment))
            environment[key] = value;
        if (port is { } given)
            environment["PORT"] = given.ToString(CultureInfo.InvariantCulture);
        if (workload.Image.Kind == ImageKind.Slug)
        {
            environment.TryAdd("PORT", DefaultPort);
            environment["SLUG_URL"] = objects.Presign(workload.Image.Reference, PresignedAccess.Read, options.SlugUrlLifetime).Url.AbsoluteUri;
        }
        return sandboxes.StartAsync(new SandboxSpec
        {
            Name = name,
            User = user,
            Command = workload.Image.Kind == ImageKind.Builder ? ["/runner/build", .. workload.Arguments] : ["/runner/init", .. workload.Arguments],
            Environment = environment,
            Files = workload.Files,
            Interaction = interaction,
            Limits = new SandboxLimits(MemoryLimit(workload), workload.Cpus ?? options.DefaultCpus, options.MaxTasks),
        });
    }

    /// <summary>The memory limit that holds for a workload, in bytes; null for none.</summary>
    public long? MemoryLimit(Workload workload) => workload.MemoryBytes ?? options.DefaultMemoryBytes;
}
