/** A policy on records and data, written for the bench. */
export const recordsPolicy = `# Records and data handling policy

## Purpose

This policy sets out how the bank keeps, protects and destroys records of its customers and employees.
Every employee, temporary worker and contractor shall follow it from the first day of work.

## Classification

Records are classified as public, internal, confidential or secret.
The owner of a record must classify it within 5 business days of its creation.
A record that has not been classified shall be treated as confidential.
Employees may lower the classification only after the owner has agreed in writing.

## Storage

Confidential records must be stored in a locked cabinet or on an encrypted disk.
Employees must not store customer data on private devices.
Backups shall be made every 24 hours and kept for 90 days.
At least 2 copies of each backup must be kept in different buildings.
The backup of the ledger shall be restored as a test within 6 months and no later than 31 March of each year.
The storage room shall be kept below 25 °C and above 10 °C.
Access rights expire after 180 days unless the manager renews them.
A password must have at least 12 characters and may be used for up to 365 days.

## Transfer

Customer data may be sent to a third party only with the consent of the customer.
Consent is not required if the transfer is ordered by a court.
Data shall be encrypted before it leaves the network of the bank.
Employees may take laptops home if the disk is encrypted.
No employee may take paper files home.
A loss must be reported to the security desk within 72 hours.
The security desk shall inform the authority and the customers concerned.
The report shall name the number of records, the kind of data and the time of the loss.
Transfers of more than 1,000 records require the approval of two managers.
Transfers of less than 10 records do not require an approval.

## Retention

Contracts shall be kept for 10 years after the end of the business relation.
Application forms that were rejected must be destroyed after 6 months.
Records under a legal hold must not be destroyed.
The retention period begins on the last day of the fiscal year 2024 for all older records.
The bank may keep statistics that contain no personal data for an unlimited time.
Personal data includes names and addresses and excludes anonymous figures.
Voice recordings are deleted after 30 days, except recordings of orders.

## Duties and liability

The data officer shall review this policy every 2 years.
The data officer can grant exceptions, but an exception is valid for no more than 3 months.
Each department must train its staff before they receive access.
The bank is liable for damage caused by its own staff.
The bank is not liable for damage caused by a public network.
Managers should check the access rights of their staff twice a year.
Violations may lead to a warning, and repeated violations shall lead to dismissal.
Questions about this policy can be sent to the data office at any time.
`;
