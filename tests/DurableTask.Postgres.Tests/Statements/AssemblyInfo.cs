[assembly: TestFramework(
    "DurableTask.Postgres.Tests.Statements.Reporting.StatementsTestFramework", "DurableTask.Postgres.Tests")]
