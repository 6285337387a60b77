namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Deis.Functions.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside of the source tree.");
            }

            return folder.FullName;
        }
    }
}
