@echo off
rem Runs Hanare's command line on the runtime that is already there: HANARE_RUNTIME, VS Code's own, or a Node.
rem ASCII only: cmd reads this file in the code page of the system. Programs are looked for on the PATH alone, never
rem in the current folder, which may be what is to be reviewed. Arguments go on untouched.
setlocal EnableExtensions DisableDelayedExpansion
set "CLI=%~dp0..\dist\cli.js"
set "RUNTIME="
if defined HANARE_RUNTIME set "RUNTIME=%HANARE_RUNTIME:"=%"
for %%C in (code.cmd codium.cmd) do if not defined RUNTIME if not "%%~$PATH:C"=="" for %%P in ("%%~$PATH:C") do (
  if exist "%%~dpP..\Code.exe" set "RUNTIME=%%~dpP..\Code.exe"
  if exist "%%~dpP..\VSCodium.exe" set "RUNTIME=%%~dpP..\VSCodium.exe"
)
for %%C in (node.exe) do if not defined RUNTIME if not "%%~$PATH:C"=="" set "RUNTIME=%%~$PATH:C"
if not defined RUNTIME (
  echo hanare: no runtime found. Put VS Code's "code" command on the PATH, or set HANARE_RUNTIME to Code.exe or a Node 20. 1>&2
  exit /b 3
)
set "ELECTRON_RUN_AS_NODE=1"
"%RUNTIME%" "%CLI%" %*
exit /b %ERRORLEVEL%
