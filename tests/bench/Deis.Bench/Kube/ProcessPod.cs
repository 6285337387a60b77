using System.Globalization;
using k8s.Models;

namespace Deis.Bench.Kube;

/// <summary>Pods like those of an app's processes, with as much in them.</summary>
internal static class ProcessPod
{
    private const int Variables = 15;
    private const int AppSize = 10;

    public static V1Pod Of(string space, int number)
    {
        var app = string.Create(CultureInfo.InvariantCulture, $"app{number / AppSize}");
        Dictionary<string, string> labels = new() { ["app"] = app, ["heritage"] = "deis", ["type"] = "web", ["version"] = "v2", ["pod-template-hash"] = "6c9f7d54b8" };
        return new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{app}-web-6c9f7d54b8-{number:x5}"),
                NamespaceProperty = space,
                Labels = labels,
                OwnerReferences =
                [
                    new V1OwnerReference { ApiVersion = "apps/v1", Kind = "ReplicaSet", Name = $"{app}-web-6c9f7d54b8", Uid = Guid.NewGuid().ToString(), Controller = true, BlockOwnerDeletion = true },
                ],
            },
            Spec = new V1PodSpec { Containers = [Container(app)], AutomountServiceAccountToken = false, EnableServiceLinks = false, TerminationGracePeriodSeconds = 33 },
        };
    }

    public static V1PodStatus Running(int number) => new()
    {
        Phase = "Running",
        HostIP = "10.0.0.1",
        PodIP = string.Create(CultureInfo.InvariantCulture, $"10.1.{number >> 8}.{number & 255}"),
        StartTime = DateTime.UnixEpoch,
        Conditions = [.. new[] { "Initialized", "Ready", "ContainersReady", "PodScheduled" }.Select(type => new V1PodCondition { Type = type, Status = "True", LastTransitionTime = DateTime.UnixEpoch })],
        ContainerStatuses =
        [
            new V1ContainerStatus
            {
                Name = "web",
                Image = "registry.example.com/deis/slugrunner:0123456789ab",
                ImageID = $"registry.example.com/deis/slugrunner@sha256:{new string('0', 64)}",
                ContainerID = string.Create(CultureInfo.InvariantCulture, $"containerd://{number:x64}"),
                Ready = true,
                Started = true,
                State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = DateTime.UnixEpoch } },
            },
        ],
    };

    private static V1Container Container(string app) => new()
    {
        Name = "web",
        Image = "registry.example.com/deis/slugrunner:0123456789ab",
        Command = ["/runner/init"],
        Args = ["start", "web"],
        Env =
        [
            .. Enumerable.Range(0, Variables).Select(number => new V1EnvVar
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"VARIABLE_{number}"),
                ValueFrom = new V1EnvVarSource
                {
                    SecretKeyRef = new V1SecretKeySelector { Name = $"{app}-v2-env", Key = string.Create(CultureInfo.InvariantCulture, $"variable-{number}") },
                },
            }),
        ],
        Ports = [new V1ContainerPort { ContainerPort = 5000, Protocol = "TCP" }],
        ReadinessProbe = new V1Probe { TcpSocket = new V1TCPSocketAction { Port = 5000 }, PeriodSeconds = 1, TimeoutSeconds = 5 },
        Lifecycle = new V1Lifecycle { PreStop = new V1LifecycleHandler { Exec = new V1ExecAction { Command = ["/bin/sh", "-c", "sleep 3"] } } },
        SecurityContext = new V1SecurityContext { AllowPrivilegeEscalation = false, RunAsNonRoot = true, Capabilities = new V1Capabilities { Drop = ["ALL"] } },
    };
}
