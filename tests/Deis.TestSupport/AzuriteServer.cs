using System.Diagnostics;

namespace Deis.TestSupport;

/// <summary>Azure Storage on this machine: Azurite's blob and queue service on free ports, with its well-known account. Data is gone at the end.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>Azurite's public, fixed account.</summary>
    public const string AccountName = "devstoreaccount1";

    /// <summary>Azurite's public, fixed account key.</summary>
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan _startDeadline = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string _folder;

    private AzuriteServer(Process process, string folder, Uri blob, Uri queue)
    {
        _process = process;
        _folder = folder;
        BlobEndpoint = new Uri(blob, AccountName);
        QueueEndpoint = new Uri(queue, AccountName);
    }

    /// <summary>Blob endpoint, with the account name as its path.</summary>
    public Uri BlobEndpoint { get; }

    /// <summary>Queue endpoint, with the account name as its path.</summary>
    public Uri QueueEndpoint { get; }

    /// <summary>Connection string for both services.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};";

    /// <summary>Starts a server, installing Azurite into <see cref="TestCache.Root"/> the first time.</summary>
    public static async Task<AzuriteServer> StartAsync()
    {
        using CancellationTokenSource installing = new(TimeSpan.FromMinutes(3));
        string package = await TestCache.NpmPackageAsync("azurite", installing.Token);
        string folder = Directory.CreateTempSubdirectory("deis-azurite-").FullName;
        string[] arguments =
        [
            Path.Combine(package, "dist", "src", "azurite.js"), "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            "--location", folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        ];
        Process process = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
        try
        {
            using CancellationTokenSource starting = new(_startDeadline);
            Uri blob = await ListeningAsync(process, "Blob", starting.Token);
            Uri queue = await ListeningAsync(process, "Queue", starting.Token);
            return new AzuriteServer(process, folder, blob, queue);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Uri> ListeningAsync(Process process, string service, CancellationToken cancellationToken)
    {
        string sign = $"Azurite {service} service is successfully listening at ";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(sign, StringComparison.Ordinal))
                return new Uri(line[sign.Length..]);
        }
        throw new InvalidOperationException($"Azurite ended before its {service} service listened.");
    }
}
