using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace Deis.TestSupport.Kubernetes;

/// <summary>A real Kubernetes API server with an etcd of its own, on free ports of 127.0.0.1: objects are stored and watched, and nothing acts on them.
/// Data is gone at the end.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("deis-apiserver-").FullName;
    private readonly ApiServerCertificates _certificates;
    private readonly Process _etcd;
    private readonly int _etcdPort = FreePort.Find();
    private readonly HttpClient _http;
    private Process? _server;

    private ApiServer()
    {
        _certificates = new ApiServerCertificates(_folder);
        File.WriteAllText(Path.Combine(_folder, "tokens.csv"), "first-token,tester,1,system:masters\nsecond-token,tester,1,system:masters\n");
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = Trust() },
            UseProxy = false,
        })
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
        var peer = FreePort.Find();
        _etcd = Run(
            KubernetesPrograms.Etcd,
            "--name", "one", "--data-dir", Path.Combine("/dev/shm", Path.GetFileName(_folder)),
            "--listen-client-urls", $"http://127.0.0.1:{_etcdPort}", "--advertise-client-urls", $"http://127.0.0.1:{_etcdPort}",
            "--listen-peer-urls", $"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", $"http://127.0.0.1:{peer}",
            "--initial-cluster", $"one=http://127.0.0.1:{peer}", "--unsafe-no-fsync");
    }

    /// <summary>Port of the API on 127.0.0.1; stays the same when the server is started again.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>Where the API is.</summary>
    public Uri Url => new($"https://127.0.0.1:{Port}");

    /// <summary>Certificate of the authority that the server's certificate is from.</summary>
    public string AuthorityFile => _certificates.Authority;

    /// <summary>A kubeconfig of an administrator with a client certificate.</summary>
    public string Kubeconfig => WriteKubeconfig("admin", Url, $"{{client-certificate: {_certificates.Certificate("admin")}, client-key: {_certificates.Key("admin")}}}");

    /// <summary>Starts a server.</summary>
    public static async Task<ApiServer> StartAsync()
    {
        ApiServer server = new();
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A kubeconfig with this user entry (YAML in flow style). The tokens <c>first-token</c> and <c>second-token</c> are an administrator's.</summary>
    public string WriteKubeconfig(string name, Uri url, string user)
    {
        var path = Path.Combine(_folder, name + ".kubeconfig");
        File.WriteAllText(
            path,
            $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: test, cluster: {server: "{{url}}", certificate-authority: "{{_certificates.Authority}}" } }]
            users: [{name: test, user: {{user}} }]
            contexts: [{name: test, context: {cluster: test, user: test} }]
            current-context: test

            """);
        return path;
    }

    /// <summary>Kills the API server at once; etcd keeps what it has.</summary>
    public async Task KillAsync()
    {
        if (_server is null)
            return;
        _server.Kill();
        await _server.WaitForExitAsync(CancellationToken.None);
        _server.Dispose();
        _server = null;
    }

    /// <summary>Starts the API server after <see cref="KillAsync"/>, on the same port and data.</summary>
    public async Task StartAgainAsync()
    {
        _server = Run(
            KubernetesPrograms.ApiServer,
            $"--etcd-servers=http://127.0.0.1:{_etcdPort}", "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
            $"--secure-port={Port}", $"--cert-dir={_folder}", $"--client-ca-file={_certificates.Authority}",
            $"--tls-cert-file={_certificates.Certificate("server")}", $"--tls-private-key-file={_certificates.Key("server")}",
            $"--token-auth-file={Path.Combine(_folder, "tokens.csv")}", "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc", $"--service-account-signing-key-file={_certificates.TokenKey}",
            $"--service-account-key-file={_certificates.TokenKey}", "--disable-admission-plugins=ServiceAccount", "--service-cluster-ip-range=10.0.0.0/24");
        using CancellationTokenSource limit = new(_startLimit);
        while (!await IsReadyAsync(limit.Token))
        {
            if (_server.HasExited)
                throw new InvalidOperationException($"kube-apiserver ended with {_server.ExitCode}; see {_folder}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _etcd.Kill();
        await _etcd.WaitForExitAsync(CancellationToken.None);
        _etcd.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(Path.Combine("/dev/shm", Path.GetFileName(_folder)), recursive: true);
    }

    private X509ChainPolicy Trust()
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_certificates.Authority);
        return policy;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Url, "/readyz"));
            request.Headers.Authorization = new("Bearer", "first-token");
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private Process Run(string program, params string[] arguments)
    {
        // Output goes to a file by a shell that becomes the program: a pipe would have to be read.
        ProcessStartInfo start = new("/bin/sh") { WorkingDirectory = _folder };
        foreach (var argument in (string[])["-c", "out=$1; shift; exec \"$@\" >>\"$out\" 2>&1 </dev/null", "sh", Path.Combine(_folder, Path.GetFileName(program) + ".log"), program, .. arguments])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
