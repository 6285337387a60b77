using System.Net;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Kubernetes.Tests.Support;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Kubernetes.Tests;

[Collection(ApiServerCollection.Name)]
public sealed class ConnectionTests(ApiServerFixture fixture)
{
    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [NeedsApiServerFact]
    public Task Kubeconfig_WithClientCertificate_LogsIn() => ShouldLogInAsync(fixture.Server.Kubeconfig);

    [NeedsApiServerFact]
    public Task Kubeconfig_WithToken_LogsIn() => ShouldLogInAsync(fixture.Server.WriteKubeconfig("token", fixture.Server.Url, "{token: first-token}"));

    [NeedsApiServerFact]
    public async Task Kubeconfig_WithATokenInAFile_ReadsItAgainOnceAMinute()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first-token\n", Deadline);
        FakeTimeProvider time = new();
        using var client = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = fixture.Server.WriteKubeconfig("file", fixture.Server.Url, $"{{tokenFile: {file}}}") }, time);
        ResourceClient<V1Namespace> spaces = new(client);
        await spaces.FindAsync(null, "default", Deadline);

        await File.WriteAllTextAsync(file, "expired-token\n", Deadline);
        await spaces.FindAsync(null, "default", Deadline);
        time.Advance(TimeSpan.FromMinutes(1));
        (await Should.ThrowAsync<KubernetesApiException>(() => spaces.FindAsync(null, "default", Deadline))).Code.ShouldBe(HttpStatusCode.Unauthorized);

        await File.WriteAllTextAsync(file, "second-token\n", Deadline);
        time.Advance(TimeSpan.FromMinutes(1));
        (await spaces.FindAsync(null, "default", Deadline)).ShouldNotBeNull();

        File.Delete(file);
        time.Advance(TimeSpan.FromMinutes(1));
        (await spaces.FindAsync(null, "default", Deadline)).ShouldNotBeNull("what was read last is better than nothing");
    }

    [NeedsApiServerFact]
    public async Task Kubeconfig_WithExecPlugin_RunsItAgainWhenItsTokenIsAboutToExpire()
    {
        var folder = Directory.CreateTempSubdirectory("deis-plugin-").FullName;
        var plugin = Path.Combine(folder, "plugin");
        // Each run hands out the next token, one that has expired already, and writes down what it was asked.
        await File.WriteAllTextAsync(
            plugin,
            $$$"""
            #!/bin/sh
            echo "$@" >>{{{folder}}}/calls
            [ "$(wc -l <{{{folder}}}/calls)" = 1 ] && token=first-token || token=second-token
            echo '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential","status":{"token":"'$token'","expirationTimestamp":"2020-01-01T00:00:00Z"}}'

            """);
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var kubeconfig = fixture.Server.WriteKubeconfig(
            "exec", fixture.Server.Url, $"{{exec: {{apiVersion: client.authentication.k8s.io/v1beta1, command: {plugin}, args: [token, --for=test]}}}}");

        using (var client = Objects.Connect(kubeconfig))
        {
            await Objects.NewNamespaceAsync(client, Deadline);
            await Objects.NewNamespaceAsync(client, Deadline);
        }

        var calls = await File.ReadAllLinesAsync(Path.Combine(folder, "calls"), Deadline);
        calls.Length.ShouldBeGreaterThan(2);
        calls.ShouldAllBe(call => call == "token --for=test");
        Directory.Delete(folder, recursive: true);
    }

    [NeedsApiServerFact]
    public async Task Kubeconfig_WithAWrongToken_IsRefusedWithTheServersReason()
    {
        using var client = Objects.Connect(fixture.Server.WriteKubeconfig("wrong", fixture.Server.Url, "{token: no-token}"));

        var refused = await Should.ThrowAsync<KubernetesApiException>(() => Objects.NewNamespaceAsync(client, Deadline));

        (refused.Code, refused.Reason).ShouldBe((HttpStatusCode.Unauthorized, "Unauthorized"));
    }

    [NeedsApiServerFact]
    public async Task ManyRequests_WaitForTheirTurn()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var client = Objects.Connect(fixture.Server.Kubeconfig, options => (options.RequestsPerSecond, options.Burst) = (50, 10));
        ResourceClient<V1Namespace> spaces = new(client);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => spaces.FindAsync(null, "default", Deadline)));

        // Thirty more than may go at once, at fifty each second; never earlier, however slow the machine is.
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.55));
    }

    private async Task ShouldLogInAsync(string kubeconfig)
    {
        using var client = Objects.Connect(kubeconfig);

        var name = await Objects.NewNamespaceAsync(client, Deadline);

        (await new ResourceClient<V1Namespace>(client).FindAsync(null, name, Deadline)).ShouldNotBeNull();
    }
}
