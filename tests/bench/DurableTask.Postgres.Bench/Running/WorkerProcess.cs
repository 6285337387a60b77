using System.Diagnostics;
using System.Text.Json;
using DurableTask.Postgres.Bench.Measuring;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>A worker in a process of its own, which tells about itself. It ends when its input does, so that none is left behind.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>First argument of a worker process.</summary>
    public const string Command = "worker";

    /// <summary>Asks for a <see cref="WorkerReport"/>.</summary>
    public const string Report = "report";

    private readonly Process _process;

    private WorkerProcess(Process process)
    {
        _process = process;
    }

    public int Pid => _process.Id;

    public static WorkerProcess Start(string command, string connectionString, string hub)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [command, connectionString, hub])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new WorkerProcess(Process.Start(start)!);
    }

    public async Task<WorkerReport> ReportAsync()
    {
        await _process.StandardInput.WriteLineAsync(Report);
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A worker process has ended.");
        return JsonSerializer.Deserialize<WorkerReport>(line)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
