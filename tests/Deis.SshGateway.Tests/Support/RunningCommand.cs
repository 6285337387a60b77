using System.Diagnostics;

namespace Deis.SshGateway.Tests.Support;

/// <summary>A command that a user runs; it may be waited for or killed.</summary>
internal sealed class RunningCommand : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    public RunningCommand(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, string? input)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _errors = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        if (input is not null)
        {
            _process.StandardInput.Write(input);
        }

        _process.StandardInput.Close();
    }

    public async Task<CommandResult> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return new CommandResult(_process.ExitCode, await _output.WaitAsync(cancellationToken), await _errors.WaitAsync(cancellationToken));
    }

    /// <summary>What Ctrl-C does at last: git and its ssh are gone.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose() => _process.Dispose();
}
