using System.Diagnostics;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>Runs a process with our own standard streams passed through, so that it does not notice when the client goes away: its output is then read
/// and dropped, and it runs to its end.</summary>
internal static class DetachableProcess
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Runs to the end; returns the exit status.</summary>
    public static int Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var input = process.StandardInput.BaseStream;
        // Ends with the client or with the process, which may be earlier: nobody waits for it.
        Pump(() => Forward(Console.OpenStandardInput(), input, closesTarget: true));
        var output = Pump(() => Forward(process.StandardOutput.BaseStream, Console.OpenStandardOutput(), closesTarget: false));
        var errors = Pump(() => Forward(process.StandardError.BaseStream, Console.OpenStandardError(), closesTarget: false));
        output.Join();
        errors.Join();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Thread Pump(ThreadStart work)
    {
        Thread thread = new(work) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Forward(Stream source, Stream target, bool closesTarget)
    {
        var buffer = new byte[BufferBytes];
        var targetLives = true;
        try
        {
            int read;
            while ((read = source.Read(buffer)) > 0 && (targetLives || !closesTarget))
            {
                targetLives = targetLives && TryWrite(target, buffer.AsSpan(0, read));
            }
        }
        catch (IOException)
        {
            return; // the source broke: it has ended
        }
        finally
        {
            if (closesTarget)
            {
                target.Close();
            }
        }
    }

    private static bool TryWrite(Stream target, ReadOnlySpan<byte> bytes)
    {
        try
        {
            target.Write(bytes);
            target.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
