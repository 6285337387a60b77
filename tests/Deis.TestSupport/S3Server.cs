using System.Diagnostics;

namespace Deis.TestSupport;

/// <summary>A real S3 server on this machine: OpenStack Swift with its S3 interface (Debian packages swift-proxy, swift-account, swift-container and
/// swift-object), on a free port. Data is gone at the end.</summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The access key of its only account.</summary>
    public const string AccessKey = "deis:tester";

    /// <summary>The secret key of its only account.</summary>
    public const string SecretKey = "not-a-secret";

    /// <summary>The region it is in.</summary>
    public const string Region = "us-east-1";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string _folder;

    private S3Server(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Endpoint = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Base URL.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a server.</summary>
    public static async Task<S3Server> StartAsync()
    {
        // Swift keeps its metadata in extended attributes, which not every file system in memory has.
        string folder = Directory.CreateDirectory($"/var/tmp/deis-swift-{Guid.NewGuid():N}").FullName;
        string script = Path.Combine(AppContext.BaseDirectory, "Swift", "swift-server.py");
        // Debian's own Python has Debian's Swift.
        Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, folder, AccessKey, SecretKey])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        })!;
        try
        {
            using CancellationTokenSource starting = new(StartDeadline);
            string line = await process.StandardOutput.ReadLineAsync(starting.Token)
                ?? throw new InvalidOperationException("Swift did not start; are swift-proxy, swift-account, swift-container and swift-object installed?");
            return new S3Server(process, folder, int.Parse(line));
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
}
