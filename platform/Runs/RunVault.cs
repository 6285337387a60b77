using System.Text;
using Deis.Platform.Secrets;

namespace Deis.Platform.Runs;

/// <summary>Seals and opens what may hold secrets in a <see cref="Run"/>.</summary>
public sealed class RunVault(ISecretProtector protector)
{
    /// <summary>Encrypts the command of a run.</summary>
    public byte[] SealCommand(Guid run, string command) => Seal(command, Purpose(run, "command"));

    /// <summary>The command.</summary>
    public string OpenCommand(Run run) => Open(run.ProtectedCommand, Purpose(run.Uuid, "command"));

    /// <summary>Encrypts the output of a run.</summary>
    public byte[] SealOutput(Guid run, string output) => Seal(output, Purpose(run, "output"));

    /// <summary>The output; empty when none is kept.</summary>
    public string OpenOutput(Run run) => run.ProtectedOutput is { } output ? Open(output, Purpose(run.Uuid, "output")) : "";

    private static string Purpose(Guid run, string part) => $"run/{run:N}/{part}";

    private byte[] Seal(string text, string purpose) => protector.Protect(Encoding.UTF8.GetBytes(text), purpose);

    private string Open(byte[] text, string purpose) => Encoding.UTF8.GetString(protector.Unprotect(text, purpose));
}
