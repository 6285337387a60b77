namespace Deis.Cli.Tests.Support;

/// <summary>A test with a shell that not every machine has.</summary>
public sealed class NeedsShellFactAttribute : FactAttribute
{
    public NeedsShellFactAttribute(string shell)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, shell))))
            Skip = $"{shell} is not installed";
    }
}
