namespace DurableTask.Postgres.Tests.Support;

/// <summary>One line about a long run, in the folder <c>out</c> of the repository; <c>./test</c> prints them at its end.</summary>
public static class Report
{
    public static Task WriteAsync(string name, string line)
    {
        var folder = Directory.CreateDirectory(Path.Combine(FindRoot(), "out"));
        return File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{name}-report.txt"), line + "\n");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Deis.Functions.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
