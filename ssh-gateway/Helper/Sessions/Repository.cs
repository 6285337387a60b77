using System.Diagnostics;
using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper.Sessions;

/// <summary>The bare repository of one app.</summary>
internal sealed class Repository
{
    private const string HeadPrefix = "ref: ";

    /// <summary>git's own default of <c>gc.autoPackLimit</c>.</summary>
    private const int ManyPacks = 50;

    private Repository(string path) => Path = path;

    /// <summary>Its folder.</summary>
    public string Path { get; }

    /// <summary>The app's repository; made, empty, when it is missing: the next push fills it.</summary>
    public static Repository Ensure(string app)
    {
        var root = Required.Variable(HelperVariables.Repositories);
        var path = System.IO.Path.Combine(root, $"{app}.git");
        if (!Directory.Exists(path))
        {
            Create(NewPathUnfinished(), path);
        }

        return new Repository(path);
    }

    /// <summary>Points HEAD at the branch that was pushed, when it points at none, and lets git tidy up when there are many packs.</summary>
    public void AfterPush(DeployBranches branches)
    {
        PointHead(branches);
        // Every push adds one pack and no loose objects, so this is all that git itself would look at; starting it costs more.
        if (Directory.EnumerateFiles(System.IO.Path.Combine(Path, "objects", "pack"), "*.pack").Skip(ManyPacks).Any())
        {
            Run(["-C", Path, "gc", "--auto", "--quiet"]);
        }
    }

    private void PointHead(DeployBranches branches)
    {
        var head = System.IO.Path.Combine(Path, "HEAD");
        if (!HasBranch(File.ReadAllText(head).Trim()[HeadPrefix.Length..])
            && branches.All.Select(DeployBranches.RefOf).FirstOrDefault(HasBranch) is { } pushed)
        {
            var fresh = NewPathUnfinished();
            File.WriteAllText(fresh, $"{HeadPrefix}{pushed}\n");
            File.Move(fresh, head, overwrite: true);
        }
    }

    private static void Create(string unfinished, string path)
    {
        try
        {
            if (Run(["init", "--bare", "--quiet", "--template=", "--initial-branch=master", unfinished]) != 0)
            {
                throw new InvalidOperationException("The repository cannot be made; the platform's disk may be full. Ask its operator.");
            }

            Directory.Move(unfinished, path);
        }
        catch (IOException) when (Directory.Exists(path))
        {
            // another session was first
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static string NewPathUnfinished() =>
        System.IO.Path.Combine(Required.Variable(HelperVariables.Repositories), HelperVariables.UnfinishedFolder, Guid.NewGuid().ToString("N"));

    private bool HasBranch(string name) =>
        File.Exists(System.IO.Path.Combine(Path, name))
        || (System.IO.Path.Combine(Path, "packed-refs") is var packed && File.Exists(packed)
            && File.ReadLines(packed).Any(line => line.EndsWith($" {name}", StringComparison.Ordinal)));

    private static int Run(string[] arguments)
    {
        using var git = Process.Start(Git.Command(arguments))!;
        git.StandardInput.Close();
        git.StandardOutput.Close();
        git.StandardError.Close();
        git.WaitForExit();
        return git.ExitCode;
    }
}
