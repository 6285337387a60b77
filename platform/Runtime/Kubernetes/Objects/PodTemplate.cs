using System.Globalization;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>What pods of processes and of jobs have in common (docs/protocol/kubernetes-runtime.md §3).</summary>
internal static class PodTemplate
{
    private const string Slug = "/runner/init";

    /// <summary>The one container.</summary>
    /// <param name="app">The app.</param>
    /// <param name="release">The release whose environment it gets.</param>
    /// <param name="name">Its name.</param>
    /// <param name="workload">What runs.</param>
    /// <param name="port">Its port; null for none.</param>
    /// <param name="options">Settings.</param>
    public static V1Container Container(string app, string release, string name, Workload workload, int? port, KubernetesRuntimeOptions options)
    {
        var isSlug = workload.Image.Kind == ImageKind.Slug;
        return new V1Container
        {
            Name = name,
            Image = isSlug ? options.SlugRunnerImage : workload.Image.Reference,
            ImagePullPolicy = ReleaseWishes.ImagePullPolicy(workload) ?? options.ImagePullPolicy,
            Command = isSlug ? [Slug] : Command(workload),
            Args = isSlug ? [.. workload.Arguments] : Arguments(workload),
            Env = EnvironmentSecret.Variables(app, release, workload, port),
            Ports = port is { } number ? [new V1ContainerPort { ContainerPort = number, Protocol = "TCP" }] : null,
            Resources = Resources(workload, options),
            SecurityContext = new V1SecurityContext
            {
                AllowPrivilegeEscalation = false,
                // An image of somebody else's may be made to run as root; ours is not.
                RunAsNonRoot = isSlug ? true : null,
                Capabilities = isSlug ? new V1Capabilities { Drop = ["ALL"] } : null,
            },
        };
    }

    /// <summary>True for the container of a process that runs a slug.</summary>
    public static bool IsSlug(V1Container container) => container.Command is [Slug];

    /// <summary>The pod around it.</summary>
    public static V1PodSpec Pod(V1Container container, Workload workload, KubernetesRuntimeOptions options) => new()
    {
        Containers = [container],
        NodeSelector = workload.NodeLabels.Count > 0 ? new Dictionary<string, string>(workload.NodeLabels) : null,
        ImagePullSecrets = PullSecret.NameOf(workload, options) is { } name ? [new V1LocalObjectReference { Name = name }] : null,
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        SecurityContext = new V1PodSecurityContext { SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" } },
    };

    /// <summary>The port that an image listens on: what the app says, else the platform's.</summary>
    public static int Port(Workload workload) =>
        workload.Image.Kind == ImageKind.Container && workload.Environment.TryGetValue("PORT", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : KubernetesNames.DefaultPort;

    /// <summary>The port that the processes of a Deployment listen on.</summary>
    public static int PortOf(V1Deployment deployment) =>
        deployment.Spec.Template.Spec.Containers is [{ Ports: [{ } first, ..] }, ..] ? first.ContainerPort : KubernetesNames.DefaultPort;

    // `start cmd` is the image's own command; another type's is a shell command, as a Procfile has them.
    private static string[]? Command(Workload workload) => workload.Arguments is ["start", _] ? null : ["/bin/sh", "-c"];

    private static List<string>? Arguments(Workload workload) => workload.Arguments is ["start", _] ? null : [.. workload.Arguments];

    private static V1ResourceRequirements? Resources(Workload workload, KubernetesRuntimeOptions options)
    {
        var limits = Amounts(workload.MemoryBytes ?? options.DefaultMemoryBytes, workload.Cpus ?? options.DefaultCpus, leastThousandths: 1);
        var requests = Amounts(workload.MemoryRequestBytes, workload.CpuRequest, leastThousandths: 0);
        return limits is null && requests is null ? null : new V1ResourceRequirements { Limits = limits, Requests = requests };
    }

    private static Dictionary<string, ResourceQuantity>? Amounts(long? memoryBytes, double? cores, long leastThousandths)
    {
        Dictionary<string, ResourceQuantity> amounts = [];
        if (memoryBytes is { } memory)
            amounts["memory"] = new ResourceQuantity(memory.ToString(CultureInfo.InvariantCulture));
        if (cores is { } cpus)
            amounts["cpu"] = new ResourceQuantity(string.Create(CultureInfo.InvariantCulture, $"{Math.Max(leastThousandths, (long)Math.Round(cpus * 1000))}m"));
        return amounts.Count > 0 ? amounts : null;
    }
}
