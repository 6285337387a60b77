using System.Diagnostics;
using System.Globalization;
using DurableTask.Postgres.Tests.Worker;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>A worker in a process of its own, which a test may kill as <c>kill -9</c> does.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process)
    {
        _process = process;
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public static WorkerProcess Start(string connectionString, string hub, TimeSpan? lease = null, int attempts = 5)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(SampleTasks).Assembly.Location);
        start.ArgumentList.Add(connectionString);
        start.ArgumentList.Add(hub);
        start.ArgumentList.Add((lease ?? TimeSpan.FromSeconds(6)).ToString());
        start.ArgumentList.Add(attempts.ToString(CultureInfo.InvariantCulture));
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var process = Process.Start(start) ?? throw new InvalidOperationException("The worker process could not be started.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public Task WaitForExitAsync(CancellationToken deadline) => _process.WaitForExitAsync(deadline);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
