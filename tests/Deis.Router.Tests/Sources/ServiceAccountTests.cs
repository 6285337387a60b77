using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Router.Sources;
using Deis.Router.Tests.Support;
using Deis.TestSupport.Kubernetes;
using k8s;
using k8s.Models;

namespace Deis.Router.Tests.Sources;

/// <summary>The router's program as in a pod: nobody tells it where the cluster is, and all it has is the service account that Kubernetes puts into its files.</summary>
public sealed class ServiceAccountTests
{
    private const string Space = "deis";
    private const string Account = "deis-router";

    // What a pod finds at this path is there for the program alone: it has mounts of its own.
    private const string InItsPod =
        "mount -t tmpfs tmpfs /run && mkdir -p /run/secrets/kubernetes.io && cp -r \"$0\" /run/secrets/kubernetes.io/serviceaccount && exec \"$@\" 2>\"$0/log\"";

    [NeedsApiServerFact]
    public async Task Router_WithNothingButItsServiceAccount_RoutesWhatTheClusterHas()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = server.Kubeconfig }, TimeProvider.System);
        var folder = Directory.CreateTempSubdirectory("router-account-").FullName;
        await GiveRightsAsync(client);
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), await TokenAsync(client));
        await File.WriteAllTextAsync(Path.Combine(folder, "namespace"), Space);
        File.Copy(server.AuthorityFile, Path.Combine(folder, "ca.crt"));
        await new ResourceClient<V1Service>(client).CreateAsync(AppInMaintenance(), CancellationToken.None);
        var socket = Path.Combine(folder, "router.sock");
        using var router = Start(folder, socket, server.Port);
        try
        {
            using var visitor = VisitorOf(socket);
            HttpStatusCode? answer = null;
            await Eventually.TrueAsync(async () => (answer = await AnswerAsync(visitor)) is { } status and not HttpStatusCode.NotFound, $"the app is routed; see {folder}/log");

            answer.ShouldBe(HttpStatusCode.ServiceUnavailable, "its Service says that it is in maintenance");
        }
        finally
        {
            router.Kill();
            await router.WaitForExitAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Process Start(string folder, string socket, int port)
    {
        ProcessStartInfo start = new("unshare")
        {
            Environment =
            {
                ["KUBERNETES_SERVICE_HOST"] = "127.0.0.1",
                ["KUBERNETES_SERVICE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
                ["DEIS_ROUTER_ROUTES"] = RouteSources.Cluster,
                ["DEIS_ROUTER_PLATFORM_DOMAIN"] = "localhost",
                ["DEIS_ROUTER_LISTEN"] = $"unix:{socket}",
            },
        };
        foreach (var argument in (string[])[.. Environment.IsPrivilegedProcess ? (string[])[] : ["--map-root-user"], "--mount", "/bin/sh", "-c", InItsPod, folder, Path.Combine(AppContext.BaseDirectory, "Deis.Router")])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static HttpClient VisitorOf(string path) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    // Null while it does not listen yet.
    private static async Task<HttpStatusCode?> AnswerAsync(HttpClient visitor)
    {
        try
        {
            using var response = await visitor.GetAsync(new Uri("http://blog.localhost/"));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task GiveRightsAsync(k8s.Kubernetes client)
    {
        await new ResourceClient<V1Namespace>(client).CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = Space } }, CancellationToken.None);
        await new ResourceClient<V1ServiceAccount>(client).CreateAsync(new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = Account, NamespaceProperty = Space } }, CancellationToken.None);
        var role = await KubernetesYaml.LoadFromFileAsync<V1ClusterRole>(Path.Combine(Repository(), "router/Sources/Kubernetes/rbac.yaml"));
        await new ResourceClient<V1ClusterRole>(client).CreateAsync(role, CancellationToken.None);
        await new ResourceClient<V1ClusterRoleBinding>(client).CreateAsync(
            new V1ClusterRoleBinding
            {
                Metadata = new V1ObjectMeta { Name = Account },
                RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = role.Metadata.Name },
                Subjects = [new Rbacv1Subject { Kind = "ServiceAccount", Name = Account, NamespaceProperty = Space }],
            },
            CancellationToken.None);
    }

    private static async Task<string> TokenAsync(k8s.Kubernetes client)
    {
        Authenticationv1TokenRequest wish = new() { Spec = new V1TokenRequestSpec { Audiences = [], ExpirationSeconds = 3600 } };
        return (await client.CoreV1.CreateNamespacedServiceAccountTokenAsync(wish, Account, Space)).Status.Token;
    }

    private static V1Service AppInMaintenance() => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "blog",
            NamespaceProperty = Space,
            Labels = new Dictionary<string, string> { ["router.deis.io/routable"] = "true" },
            Annotations = new Dictionary<string, string> { ["router.deis.io/domains"] = "blog", ["router.deis.io/maintenance"] = "true" },
        },
        Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Name = "http", Port = 80, TargetPort = 5000, Protocol = "TCP" }] },
    };

    private static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
